package io.zklocked.runtime.metrics;

/** How long something took, over the whole run, in milliseconds. All are 0 if it never happened. */
public interface TimeFigures {

  /**
   * How often it happened.
   *
   * @return the number
   */
  long getCount();

  /**
   * How long it took altogether.
   *
   * @return milliseconds
   */
  double getTotalMillis();

  /**
   * How long it took on average.
   *
   * @return milliseconds
   */
  double getMeanMillis();

  /**
   * How long it took at most in half of all cases.
   *
   * @return milliseconds, within 1.6 percent
   */
  double getP50Millis();

  /**
   * How long it took at most in 95 of 100 cases.
   *
   * @return milliseconds, within 1.6 percent
   */
  double getP95Millis();

  /**
   * How long it took at most in 99 of 100 cases.
   *
   * @return milliseconds, within 1.6 percent
   */
  double getP99Millis();

  /**
   * How long it took at most.
   *
   * @return milliseconds
   */
  double getMaxMillis();
}
