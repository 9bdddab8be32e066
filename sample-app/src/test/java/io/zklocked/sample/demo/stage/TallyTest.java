package io.zklocked.sample.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void progressIsTheSumOfEachWorkersLatest() {
    tally.take(1, "progress 2");
    tally.take(1, "progress 4");
    tally.take(2, "progress 3");

    assertThat(tally.progress()).isEqualTo(7);
  }

  @Test
  void figuresOfAllWorkersAreAddedUp() {
    tally.take(1, "booked 10");
    tally.take(2, "booked 5");
    tally.take(1, "done");
    tally.take(2, "done");

    assertThat(tally.sum("booked")).isEqualTo(15);
    assertThat(tally.sum("done")).isEqualTo(2);
    assertThat(tally.sum("refused")).isZero();
  }

  @Test
  void metersShowTheSlowestWorkerOfEach() {
    tally.take(1, "meter wait 1.0 5.0 9.5");
    tally.take(2, "meter wait 2.0 4.0 9.0");

    assertThat(tally.meter("wait")).isEqualTo(new Percentiles(2.0, 5.0, 9.5));
    assertThat(tally.meter("hold")).isNull();
  }
}
