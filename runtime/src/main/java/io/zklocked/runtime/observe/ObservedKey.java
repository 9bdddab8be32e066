package io.zklocked.runtime.observe;

import io.zklocked.LockMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose bodies run under one key, all at once, and who of them would wait for whom. Guarded by the
 * map that it is in.
 */
final class ObservedKey {

  /** Those whose bodies run, each with those that would wait for it. */
  private final Map<ObservedGrant, List<ObservedGrant>> running = new LinkedHashMap<>();

  /**
   * One more comes.
   *
   * @param with what the same thread holds already and is no obstacle, or null
   * @return how many bodies run under the key that it would wait for, itself included; 1 if it
   *     would not wait
   */
  int join(ObservedGrant one, @Nullable ObservedGrant with) {
    List<ObservedGrant> obstacles = new ArrayList<>();
    for (ObservedGrant each : running.keySet()) {
      if (each != with && conflict(each.request().mode(), one.request().mode())) {
        obstacles.add(each);
      }
    }
    int room = one.request().mode() == LockMode.SEMAPHORE ? one.request().permits() : 1;
    if (obstacles.size() < room) {
      running.put(one, new ArrayList<>(0));
      return 1;
    }
    if (one.request().once()) {
      one.refuse();
    } else {
      one.await(obstacles.size() - room + 1);
      obstacles.forEach(each -> running.getOrDefault(each, List.of()).add(one));
      running.put(one, new ArrayList<>(0));
    }
    return obstacles.size() + 1;
  }

  /** One leaves; returns those that would be served now. */
  List<ObservedGrant> leave(ObservedGrant one) {
    List<ObservedGrant> served = new ArrayList<>(0);
    List<ObservedGrant> behind = running.remove(one);
    for (ObservedGrant each : behind == null ? List.<ObservedGrant>of() : behind) {
      if (each.isWaiting() && each.oneLess()) {
        served.add(each);
      }
    }
    return served;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  private static boolean conflict(LockMode one, LockMode other) {
    return one != LockMode.READ || other != LockMode.READ;
  }
}
