package io.zklocked.sample.demo.stage;

import java.util.Locale;

/**
 * How long something took, in milliseconds. Immutable.
 *
 * @param p50 half of the times were not longer
 * @param p95 95 of 100 were not longer
 * @param p99 99 of 100 were not longer
 */
public record Percentiles(double p50, double p95, double p99) {

  /**
   * Percentiles of several workers cannot be merged exactly from these alone; the largest of each
   * is a bound that no worker exceeded.
   */
  public Percentiles max(Percentiles other) {
    return new Percentiles(
        Math.max(p50, other.p50), Math.max(p95, other.p95), Math.max(p99, other.p99));
  }

  /** The three, as the table shows them. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f / %.1f / %.1f ms", p50, p95, p99);
  }
}
