package io.zklocked.sample.demo;

import io.zklocked.sample.mutex.Interval;
import io.zklocked.sample.mutex.Intervals;
import java.util.List;

/**
 * What the run of the mutex program came to. Immutable.
 *
 * @param intervals in the section, by their start
 * @param expected how many there should be
 */
record MutexResult(List<Interval> intervals, int expected) {

  MutexResult {
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
