package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void medianOfAnOddCountIsTheMiddleOne() {
    assertThat(new Samples(9, 1, 5).median()).isEqualTo(5);
  }

  @Test
  void medianOfAnEvenCountLiesBetweenTheTwoInTheMiddle() {
    assertThat(new Samples(1, 10, 2, 4).median()).isEqualTo(3);
  }

  @Test
  void spreadIsFromTheLeastToTheMost() {
    assertThat(new Samples(200, 100, 4_000)).hasToString("200 [100..4,000]");
    assertThat(new Samples(1.5)).hasToString("1.50");
  }

  @Test
  void ratioIsTakenRoundByRound() {
    Samples ours = new Samples(1, 10, 3);
    Samples theirs = new Samples(2, 20, 3);

    assertThat(ours.dividedBy(theirs)).hasToString("0.50 [0.50..1.00]");
  }

  @Test
  void otherRoundsAreNotCompared() {
    assertThatThrownBy(() -> new Samples(1, 2).dividedBy(new Samples(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 rounds cannot be compared with 1");
  }

  @Test
  void anotherRoundLeavesTheFormerOnesAlone() {
    Samples one = new Samples(1);

    assertThat(one.and(3).median()).isEqualTo(2);
    assertThat(one.median()).isEqualTo(1);
  }
}
