package io.zklocked.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * How long each measurement of a round takes. Immutable.
 *
 * @param quick whether only to try whether everything works
 */
record Pace(boolean quick) {

  /** One thread, each way. */
  long latencyNanos() {
    return millis(700, 150);
  }

  /** Many threads of this JVM. */
  long loadNanos() {
    return millis(900, 200);
  }

  /** Several JVMs. */
  long crewNanos() {
    return millis(1_800, 400);
  }

  /** Calls that ask no server. */
  long quickCallNanos() {
    return millis(250, 80);
  }

  /** A measurement of the scale. */
  long scaleNanos() {
    return millis(2_500, 400);
  }

  /** What comes before a time and does not count. */
  long warmNanos(long nanos) {
    return nanos / 4;
  }

  private long millis(long full, long tried) {
    return TimeUnit.MILLISECONDS.toNanos(quick ? tried : full);
  }
}
