package io.zklocked.sample.mutex;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges who was in the section when, from the events of all workers. */
public final class Intervals {

  private static final String CONTENDER = "contender ";

  private Intervals() {}

  /**
   * Pairs each start with its end.
   *
   * @param events of all workers; those of one worker in their order
   * @return the intervals by their start
   * @throws IllegalArgumentException if a start has no end, or an end no start: somebody did not
   *     finish, and nothing could be said of the rest
   */
  public static List<Interval> of(List<MutexEvent> events) {
    Map<String, MutexEvent> open = new HashMap<>();
    List<Interval> intervals = new ArrayList<>();
    for (MutexEvent event : events) {
      String who = "task " + event.task() + " of worker " + event.worker();
      if (event.what().equals("starts") && open.put(who, event) != null) {
        throw new IllegalArgumentException(who + " starts twice");
      }
      if (event.what().equals("ends")) {
        MutexEvent start = open.remove(who);
        if (start == null) {
          throw new IllegalArgumentException(who + " ends without a start");
        }
        intervals.add(interval(start, event.at()));
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException(open.keySet() + " started and never ended");
    }
    intervals.sort(Comparator.comparing(Interval::start));
    return intervals;
  }

  /**
   * Compares every interval with every other.
   *
   * @param intervals in any order
   * @return each pair that has a moment in common, as a line of text
   */
  public static List<String> overlaps(List<Interval> intervals) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      for (int j = i + 1; j < intervals.size(); j++) {
        if (intervals.get(i).overlaps(intervals.get(j))) {
          found.add(intervals.get(i) + " overlaps " + intervals.get(j));
        }
      }
    }
    return found;
  }

  /**
   * Compares the order of entry with the order of the fencing tokens.
   *
   * @param intervals by their start
   * @return each entry with a token that is not greater than the one before, as a line of text
   */
  public static List<String> outOfOrder(List<Interval> intervals) {
    List<String> found = new ArrayList<>();
    for (int i = 1; i < intervals.size(); i++) {
      Interval before = intervals.get(i - 1);
      Interval after = intervals.get(i);
      boolean unknown = after.contender().equals(Section.NOBODY);
      if (unknown || after.contender().compareTo(before.contender()) <= 0) {
        found.add(after.contender() + " entered after " + before.contender());
      }
    }
    return found;
  }

  private static Interval interval(MutexEvent start, Instant end) {
    if (!start.more().startsWith(CONTENDER)) {
      throw new IllegalArgumentException("no contender: " + start);
    }
    String contender = start.more().substring(CONTENDER.length());
    return new Interval(start.worker(), start.task(), contender, start.at(), end);
  }
}
