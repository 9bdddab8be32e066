package io.zklocked.runtime.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, over the whole run: number, sum and maximum exactly, percentiles within
 * 1.6 percent or half a microsecond. Thread-safe: every cell counts atomically; figures that are
 * read while others record may miss the last ones.
 *
 * <p>Cells grow with the value: each doubling is cut into 32 cells of equal width, as HdrHistogram
 * does it. Times beyond some 19 hours share the last cell.
 */
final class TimeHistogram {

  private static final int BITS = 5;
  private static final int STEPS = 1 << BITS;
  private static final int DOUBLINGS = 36; // microseconds below 2^36
  private static final int CELLS = (DOUBLINGS - BITS + 1) * STEPS;

  private final AtomicLongArray cells = new AtomicLongArray(CELLS);
  private final LongAdder sumNanos = new LongAdder();
  private final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);

  void record(long nanos) {
    long time = Math.max(nanos, 0);
    sumNanos.add(time);
    maxNanos.accumulate(time);
    cells.incrementAndGet(cell(time / 1_000));
  }

  TimeFigures figures() {
    long[] counts = new long[CELLS];
    long count = 0;
    for (int i = 0; i < CELLS; i++) {
      counts[i] = cells.get(i);
      count += counts[i];
    }
    long max = maxNanos.get();
    return new TimeSnapshot(
        count,
        millis(sumNanos.sum()),
        percentile(counts, count, 0.50, max),
        percentile(counts, count, 0.95, max),
        percentile(counts, count, 0.99, max),
        millis(max));
  }

  private static double percentile(long[] counts, long count, double part, long maxNanos) {
    long rank = Math.max(1, (long) Math.ceil(part * count));
    long passed = 0;
    for (int i = 0; i < CELLS - 1; i++) {
      passed += counts[i];
      if (passed >= rank) {
        return Math.min(middleMicros(i) / 1_000, millis(maxNanos));
      }
    }
    return millis(maxNanos);
  }

  /** The cell of a time. */
  static int cell(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int doubling = 63 - Long.numberOfLeadingZeros(micros);
    int cell = (doubling - BITS + 1) * STEPS + (int) (micros >>> (doubling - BITS)) - STEPS;
    return doubling >= DOUBLINGS ? CELLS - 1 : cell;
  }

  /** The time in the middle of a cell. */
  static double middleMicros(int cell) {
    if (cell < STEPS) {
      return cell + 0.5;
    }
    int doubling = cell / STEPS + BITS - 1;
    double width = 1L << (doubling - BITS);
    return (1L << doubling) + (cell % STEPS + 0.5) * width;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
