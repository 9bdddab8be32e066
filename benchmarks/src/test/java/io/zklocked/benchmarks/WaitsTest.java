package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class WaitsTest {

  @Test
  void anotherProcessReadsWhatOneHasWritten() {
    Histogram waits = Waits.histogram();
    Waits.note(waits, 1_000);
    Waits.note(waits, 5_000_000);

    Waits read = Waits.decode(new Waits(7, 500_000_000, waits).encode());

    assertThat(read.calls()).isEqualTo(7);
    assertThat(read.callsPerSecond()).isEqualTo(14);
    assertThat(read.waits()).isEqualTo(waits);
  }

  @Test
  void twoSideBySideCountTogetherOverTheSameTime() {
    Histogram waits = Waits.histogram();
    Waits.note(waits, 1_000);
    Waits one = new Waits(10, 1_000_000_000, waits);

    assertThat(one.with(one).callsPerSecond()).isEqualTo(20);
    assertThat(one.with(one).waits().getTotalCount()).isEqualTo(2);
    assertThat(one.waits().getTotalCount()).isEqualTo(1);
  }

  @Test
  void percentileIsTheWaitThatSoManyDidNotExceed() {
    Histogram waits = Waits.fineHistogram();
    for (int micros = 1; micros <= 1_000; micros++) {
      Waits.note(waits, micros * 1_000L);
    }

    assertThat(LatencyPart.micros(waits, 50)).isBetween(499.0, 501.0);
    assertThat(LatencyPart.micros(waits, 99)).isBetween(989.0, 991.0);
  }

  @Test
  void waitBeyondAnHourCountsAsOne() {
    Histogram waits = Waits.histogram();

    Waits.note(waits, Long.MAX_VALUE);

    assertThat(waits.getTotalCount()).isEqualTo(1);
  }

  @Test
  void somethingElseIsShownAsItCame() {
    assertThatThrownBy(() -> Waits.decode("12 oops"))
        .isInstanceOf(BenchmarkException.class)
        .hasMessage("a worker did not give its figures but: 12 oops");
  }
}
