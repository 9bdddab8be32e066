package io.zklocked.sample.demo.mutex;

import io.zklocked.sample.mutex.Interval;
import io.zklocked.sample.mutex.Intervals;
import io.zklocked.sample.mutex.MutexEvent;
import java.util.List;

/**
 * What the run of the mutex program came to. Immutable.
 *
 * @param events of all workers, those of one in their order
 * @param intervals in the section, by their start
 * @param expected how many there should be
 */
record MutexResult(List<MutexEvent> events, List<Interval> intervals, int expected) {

  MutexResult {
    events = List.copyOf(events);
    intervals = List.copyOf(intervals);
  }

  int pairs() {
    return intervals.size() * (intervals.size() - 1) / 2;
  }

  List<String> overlaps() {
    return Intervals.overlaps(intervals);
  }

  List<String> outOfOrder() {
    return Intervals.outOfOrder(intervals);
  }
}
