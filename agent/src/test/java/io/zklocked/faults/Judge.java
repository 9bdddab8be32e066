package io.zklocked.faults;

import io.zklocked.Fencing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges the logs of all processes. It trusts nobody: that a lock was held twice follows from what
 * two bodies believed at one moment of the machine's clock, or from a token that the register
 * refused while its body believed. Confined to one thread.
 */
final class Judge {

  /**
   * Two bodies believed in one lock at one moment.
   *
   * @param nanos for how long; 0 if that is not known
   * @param proof what shows it
   */
  record DoubleHold(long nanos, String proof) {}

  private final Map<String, Stay> stays = new LinkedHashMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Long> waits = new HashMap<>();
  private final List<DoubleHold> overtaken = new ArrayList<>();

  /** Takes the lines of one process, in their order. */
  Judge read(Collection<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case VisitLog.ENTER -> stays.put(words[1], entered(words));
        case VisitLog.VALID ->
            stays.computeIfPresent(
                words[1], (visit, stay) -> stay.believing(nanos(words, 2), nanos(words, 3)));
        case VisitLog.DOUBT ->
            stays.computeIfPresent(words[1], (visit, stay) -> stay.doubting(nanos(words, 2)));
        case VisitLog.REFUSED -> {
          if (words[2].equals("true")) {
            overtaken.add(new DoubleHold(0, words[1] + " believed, and was refused"));
          }
        }
        case VisitLog.CALL -> {
          outcomes.merge(words[3], 1, Integer::sum);
          waits.merge(words[1], nanos(words, 4), Math::max);
        }
        case VisitLog.EXIT -> {}
        default -> throw new IllegalArgumentException("not a line of a log: " + line);
      }
    }
    return this;
  }

  private static Stay entered(String[] words) {
    Fencing token = new Fencing(nanos(words, 3), nanos(words, 4));
    return new Stay(words[1], words[2], token, nanos(words, 5), 0, 0, 0);
  }

  private static long nanos(String[] words, int index) {
    return Long.parseLong(words[index]);
  }

  List<Stay> stays() {
    return List.copyOf(stays.values());
  }

  /** How the calls ended, and how many. */
  Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** The longest wait of any call of a visitor. */
  long longestWaitNanos(String who) {
    return waits.getOrDefault(who, 0L);
  }

  /** Each proof that a lock was held twice. */
  List<DoubleHold> doubleHolds() {
    List<DoubleHold> found = new ArrayList<>(overtaken);
    stays.values().stream()
        .filter(Stay::believed)
        .collect(Collectors.groupingBy(Stay::key))
        .values()
        .forEach(one -> found.addAll(overlaps(one)));
    return found;
  }

  private static List<DoubleHold> overlaps(List<Stay> stays) {
    List<Stay> inOrder = new ArrayList<>(stays);
    inOrder.sort(Comparator.comparingLong(Stay::since));
    List<DoubleHold> found = new ArrayList<>();
    Stay longest = inOrder.get(0);
    for (Stay stay : inOrder.subList(1, inOrder.size())) {
      if (stay.since() - longest.until() < 0) {
        long both = Math.min(longest.until(), stay.until()) - stay.since();
        found.add(new DoubleHold(both, longest + "; " + stay));
      }
      longest = stay.until() - longest.until() > 0 ? stay : longest;
    }
    return found;
  }
}
