package io.zklocked.cli.shell;

import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.runtime.Hold;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a shell holds, by the paths of the locks. Thread-safe. */
final class HeldLocks {

  private static final int RELEASES_AT_ONCE = 16;

  private static final ExecutorService RELEASES =
      Executors.newFixedThreadPool(
          RELEASES_AT_ONCE,
          task -> {
            Thread thread = new Thread(task, "zklocked-shell-release");
            thread.setDaemon(true);
            return thread;
          });

  private final ConcurrentSkipListMap<String, Hold> holds = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, Hold> leaving = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<String> doubted = new ConcurrentSkipListSet<>();
  private final BiConsumer<Hold, String> events;

  /**
   * Holds nothing yet.
   *
   * @param events told of what happens to a hold by itself, in a sentence; on any thread
   */
  HeldLocks(BiConsumer<Hold, String> events) {
    this.events = events;
  }

  void add(Hold hold) {
    holds.put(hold.path(), hold);
    var unused = hold.whenLost().thenAccept(loss -> lost(hold, loss));
  }

  private void lost(Hold hold, LockLostException loss) {
    if (holds.remove(hold.path(), hold)) { // otherwise whoever released it says so
      doubted.remove(hold.path());
      events.accept(hold, String.valueOf(loss.getMessage()));
    }
  }

  @Nullable Hold find(String path) {
    return holds.get(path);
  }

  /** Takes a hold out, for whoever releases it; null if it is lost meanwhile. */
  @Nullable Hold remove(String path) {
    doubted.remove(path);
    return holds.remove(path);
  }

  Collection<Hold> all() {
    return List.copyOf(holds.values());
  }

  /** Looks whether they can still be proven, and says where that has changed. */
  void look() {
    for (Hold hold : holds.values()) {
      LockState state = hold.state();
      if (state == LockState.SUSPECT && doubted.add(hold.path())) {
        events.accept(
            hold,
            "Lock '%s' cannot be proven, for the ensemble is silent: another process may get it."
                .formatted(hold.resource()));
      } else if (state == LockState.VALID && doubted.remove(hold.path())) {
        events.accept(hold, "Lock '%s' is proven again.".formatted(hold.resource()));
      }
    }
  }

  /** Begins to let everything go, all at once; does not wait for it. */
  void releaseAll() {
    for (Hold hold : all()) {
      if (remove(hold.path()) != null) {
        leaving.put(hold.path(), hold);
        RELEASES.execute(() -> release(hold));
      }
    }
  }

  private void release(Hold hold) {
    try {
      hold.close();
      leaving.remove(hold.path());
    } catch (LockLostException e) {
      // It was valid when it was left; whether it is free is what nobody has confirmed.
    }
  }

  /** What {@link #releaseAll} has begun to let go, and no server has confirmed. */
  Collection<Hold> leaving() {
    return List.copyOf(leaving.values());
  }
}
