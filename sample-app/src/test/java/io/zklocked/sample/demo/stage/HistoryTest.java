package io.zklocked.sample.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.page.Mark;
import io.zklocked.sample.demo.page.Span;
import io.zklocked.sample.worker.Moment;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Instant ZERO = Instant.parse("2026-11-20T10:00:00Z");

  private final History history = new History();

  @Test
  void momentsOfATrackBecomeWaitingAndHolding() {
    history.take(1, moment(0, Moment.Kind.WAITS, 0));
    history.take(2, moment(5, Moment.Kind.SHARES, 0));
    history.take(1, moment(10, Moment.Kind.HOLDS, 0));
    history.take(1, moment(30, Moment.Kind.LEAVES, 0));
    history.take(2, moment(40, Moment.Kind.LEAVES, 0));

    assertThat(history.spans())
        .containsExactly(
            span(1, 0, Span.Kind.WAITING, 0, 10),
            span(2, 0, Span.Kind.SHARING, 5, 40),
            span(1, 0, Span.Kind.HOLDING, 10, 30));
  }

  @Test
  void tracksOfOneWorkerAreApart() {
    history.take(1, moment(0, Moment.Kind.WAITS, 0));
    history.take(1, moment(1, Moment.Kind.WAITS, 1));
    history.take(1, moment(2, Moment.Kind.LEAVES, 0));
    history.take(1, moment(3, Moment.Kind.LEAVES, 1));

    assertThat(history.spans())
        .containsExactly(span(1, 0, Span.Kind.WAITING, 0, 2), span(1, 1, Span.Kind.WAITING, 1, 3));
  }

  @Test
  void killedWorkerHoldsNothingAnyMore() {
    history.take(1, moment(0, Moment.Kind.HOLDS, 0));
    history.take(2, moment(0, Moment.Kind.HOLDS, 0));
    history.killed(1, at(7));
    history.take(2, moment(9, Moment.Kind.LEAVES, 0));

    assertThat(history.spans())
        .containsExactlyInAnyOrder(
            span(1, 0, Span.Kind.HOLDING, 0, 7), span(2, 0, Span.Kind.HOLDING, 0, 9));
    assertThat(history.marks()).containsExactly(new Mark(1, at(7), "killed"));
  }

  @Test
  void whatIsStillOpenEndsWithTheLastMoment() {
    history.take(1, moment(0, Moment.Kind.WAITS, 0));
    history.mark(0, at(8), "server stopped");

    assertThat(history.spans()).containsExactly(span(1, 0, Span.Kind.WAITING, 0, 8));
  }

  @Test
  void otherLinesAreNotTaken() {
    assertThat(history.take(1, "progress 3")).isFalse();
    assertThat(history.take(1, moment(1, Moment.Kind.MARKS, 0).toString())).isTrue();
    assertThat(history.marks()).hasSize(1);
  }

  private static Moment moment(long millis, Moment.Kind kind, int track) {
    return new Moment(at(millis), kind, track, "forks/1");
  }

  private static Span span(int row, int track, Span.Kind kind, long from, long to) {
    return new Span(row, track, kind, "forks/1", at(from), at(to));
  }

  private static Instant at(long millis) {
    return ZERO.plusMillis(millis);
  }
}
