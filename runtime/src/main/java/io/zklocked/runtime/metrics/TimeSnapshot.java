package io.zklocked.runtime.metrics;

/** Figures at one moment. Immutable. */
record TimeSnapshot(
    long count,
    double totalMillis,
    double p50Millis,
    double p95Millis,
    double p99Millis,
    double maxMillis)
    implements TimeFigures {

  @Override
  public long getCount() {
    return count;
  }

  @Override
  public double getTotalMillis() {
    return totalMillis;
  }

  @Override
  public double getMeanMillis() {
    return count == 0 ? 0 : totalMillis / count;
  }

  @Override
  public double getP50Millis() {
    return p50Millis;
  }

  @Override
  public double getP95Millis() {
    return p95Millis;
  }

  @Override
  public double getP99Millis() {
    return p99Millis;
  }

  @Override
  public double getMaxMillis() {
    return maxMillis;
  }
}
