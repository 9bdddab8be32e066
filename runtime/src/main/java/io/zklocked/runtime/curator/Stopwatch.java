package io.zklocked.runtime.curator;

/**
 * Measures by two clocks and says the longer time: the monotonic clock may stand still while a
 * machine is suspended, the wall clock may be set back. Immutable.
 */
final class Stopwatch {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long startNanos = System.nanoTime();
  private final long startMillis = System.currentTimeMillis();

  long nanos() {
    return Math.max(
        System.nanoTime() - startNanos,
        (System.currentTimeMillis() - startMillis) * NANOS_PER_MILLI);
  }
}
