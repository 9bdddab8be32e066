package io.zklocked.sample.mutex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  private static final Instant ZERO = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void lineIsReadAsItWasPrinted() {
    MutexEvent event = event(123_456, 2, 3, "starts", "contender 0a-00");

    assertThat(event)
        .hasToString("2026-11-20T10:00:00.123456Z  worker 2  task 3  starts   contender 0a-00");
    assertThat(MutexEvent.parse(event.toString())).contains(event);
  }

  @Test
  void waitingHasNothingMoreToSay() {
    MutexEvent event = event(5, 1, 1, "waiting", "");

    assertThat(event).hasToString("2026-11-20T10:00:00.000005Z  worker 1  task 1  waiting");
    assertThat(MutexEvent.parse(event.toString())).contains(event);
  }

  @Test
  void otherLinesAreNoEvents() {
    assertThat(MutexEvent.parse(":ready")).isEmpty();
    assertThat(MutexEvent.parse("worker 1  task 1  starts")).isEmpty();
  }

  @Test
  void startsArePairedWithTheirEndsAcrossWorkers() {
    List<Interval> intervals =
        Intervals.of(
            List.of(
                event(0, 1, 1, "waiting", ""),
                event(30, 2, 1, "starts", "contender b"),
                event(10, 1, 1, "starts", "contender a"),
                event(20, 1, 1, "ends", "contender a"),
                event(20, 1, 1, "took", "0.0 ms"),
                event(40, 2, 1, "ends", "contender b")));

    assertThat(intervals).extracting(Interval::worker).containsExactly(1, 2);
    assertThat(Intervals.overlaps(intervals)).isEmpty();
    assertThat(Intervals.outOfOrder(intervals)).isEmpty();
  }

  @Test
  void startWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> Intervals.of(List.of(event(1, 3, 4, "starts", "contender a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task 4 of worker 3")
        .hasMessageContaining("never ended");
  }

  @Test
  void endWithoutAStartIsRefused() {
    assertThatThrownBy(() -> Intervals.of(List.of(event(1, 3, 4, "ends", "contender a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends without a start");
  }

  @Test
  void partlyOverlappingIntervalsAreFound() {
    assertThat(Intervals.overlaps(List.of(interval(0, 20), interval(19, 30)))).hasSize(1);
  }

  @Test
  void intervalInsideAnotherIsFound() {
    assertThat(Intervals.overlaps(List.of(interval(0, 20), interval(5, 6)))).hasSize(1);
    assertThat(Intervals.overlaps(List.of(interval(5, 6), interval(0, 20)))).hasSize(1);
  }

  @Test
  void equalIntervalsAreFoundEvenIfTheyAreEmpty() {
    assertThat(Intervals.overlaps(List.of(interval(0, 20), interval(0, 20)))).hasSize(1);
    assertThat(Intervals.overlaps(List.of(interval(7, 7), interval(7, 7)))).hasSize(1);
  }

  @Test
  void intervalsThatTouchDoNotOverlap() {
    assertThat(Intervals.overlaps(List.of(interval(0, 20), interval(20, 30)))).isEmpty();
  }

  @Test
  void overlapIsFoundThoughALongIntervalLiesBetweenInTheOrderOfStarts() {
    List<Interval> intervals = List.of(interval(0, 100), interval(10, 20), interval(90, 95));

    assertThat(Intervals.overlaps(intervals)).hasSize(2);
  }

  @Test
  void entryWithAnOlderTokenIsFound() {
    List<Interval> intervals =
        List.of(
            new Interval(1, 1, "0002-00", ZERO, ZERO),
            new Interval(2, 1, "0001-00", ZERO.plusMillis(1), ZERO.plusMillis(2)));

    assertThat(Intervals.outOfOrder(intervals))
        .singleElement()
        .isEqualTo("0001-00 entered after 0002-00");
  }

  @Test
  void twoEntriesWithOneTokenAreFound() {
    assertThat(Intervals.outOfOrder(List.of(interval(0, 1), interval(2, 3)))).hasSize(1);
  }

  private static Interval interval(long fromMicros, long toMicros) {
    return new Interval(1, 1, "a", at(fromMicros), at(toMicros));
  }

  private static MutexEvent event(long micros, int worker, int task, String what, String more) {
    return new MutexEvent(at(micros), worker, task, what, more);
  }

  private static Instant at(long micros) {
    return ZERO.plusNanos(1_000 * micros);
  }
}
