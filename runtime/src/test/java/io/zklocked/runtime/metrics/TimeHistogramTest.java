package io.zklocked.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeHistogramTest {

  @Test
  void nothingRecordedIsZero() {
    assertThat(new TimeHistogram().figures())
        .extracting(
            TimeFigures::getCount,
            TimeFigures::getTotalMillis,
            TimeFigures::getMeanMillis,
            TimeFigures::getP50Millis,
            TimeFigures::getP99Millis,
            TimeFigures::getMaxMillis)
        .containsExactly(0L, 0.0, 0.0, 0.0, 0.0, 0.0);
  }

  @Test
  void oneTimeIsEveryPercentile() {
    TimeHistogram histogram = new TimeHistogram();
    histogram.record(TimeUnit.MILLISECONDS.toNanos(250));
    TimeFigures figures = histogram.figures();
    assertThat(figures.getCount()).isEqualTo(1);
    assertThat(figures.getMaxMillis()).isEqualTo(250);
    assertThat(figures.getMeanMillis()).isEqualTo(250);
    assertThat(figures.getP50Millis()).isCloseTo(250, within(250 * 0.016));
    assertThat(figures.getP99Millis()).isLessThanOrEqualTo(250);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void percentilesAreThoseOfTheSortedTimes(long seed) {
    Random random = new Random(seed);
    TimeHistogram histogram = new TimeHistogram();
    long[] nanos = new long[20_000];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (long) Math.exp(random.nextDouble() * 32); // from 1 ns to 22 hours, evenly by size
      histogram.record(nanos[i]);
    }
    Arrays.sort(nanos);
    TimeFigures figures = histogram.figures();
    assertThat(figures.getP50Millis()).isCloseTo(exact(nanos, 0.50), error(exact(nanos, 0.50)));
    assertThat(figures.getP95Millis()).isCloseTo(exact(nanos, 0.95), error(exact(nanos, 0.95)));
    assertThat(figures.getP99Millis()).isCloseTo(exact(nanos, 0.99), error(exact(nanos, 0.99)));
    assertThat(figures.getMaxMillis()).isEqualTo(nanos[nanos.length - 1] / 1e6);
    assertThat(figures.getTotalMillis()).isEqualTo(Arrays.stream(nanos).sum() / 1e6);
  }

  @Test
  void everyTimeLiesInItsCell() {
    int last = -1;
    for (long micros = 0; micros < 5_000_000; micros++) {
      int cell = TimeHistogram.cell(micros);
      double error = Math.abs(TimeHistogram.middleMicros(cell) - micros);
      if (cell < last || cell > last + 1 || (error > 0.5 && error > micros / 64.0)) {
        throw new AssertionError(micros + " in cell " + cell + " is off its middle by " + error);
      }
      last = cell;
    }
  }

  @Test
  void impossibleTimesDoNoHarm() {
    TimeHistogram histogram = new TimeHistogram();
    histogram.record(-1);
    histogram.record(TimeUnit.DAYS.toNanos(10_000));
    assertThat(histogram.figures().getCount()).isEqualTo(2);
    assertThat(histogram.figures().getP99Millis()).isEqualTo(10_000 * 86_400_000.0);
  }

  private static double exact(long[] sorted, double part) {
    return sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e6;
  }

  private static Offset<Double> error(double millis) {
    return within(Math.max(0.0006, millis * 0.016));
  }
}
