package io.zklocked.runtime.engine;

/**
 * A moment on both clocks. Immutable.
 *
 * <p>The monotonic clock may stand still while a machine is suspended, and the wall clock may be
 * set: what counts as elapsed is the longer of the two.
 *
 * @param nanos of the monotonic clock
 * @param millis of the wall clock
 */
record Moment(long nanos, long millis) {

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long MOST_BETWEEN_NANOS = 10 * NANOS_PER_MILLI;
  private static final int MOST_TRIES = 100;

  static Moment now(Time time) {
    return new Moment(time.nanos(), time.wallMillis());
  }

  /**
   * The same, where a thread that is held up between the two readings must not look like a clock
   * that was set.
   */
  static Moment exact(Time time) {
    Moment read = now(time);
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      long again = time.nanos();
      if (again - read.nanos < MOST_BETWEEN_NANOS) {
        break;
      }
      read = now(time);
    }
    return read;
  }

  Moment minusNanos(long past) {
    return new Moment(nanos - past, millis - past / NANOS_PER_MILLI);
  }

  boolean isAfter(Moment other) {
    return nanos - other.nanos > 0;
  }

  /** How long ago it was at another moment, in nanoseconds. */
  long elapsed(long nowNanos, long nowMillis) {
    return Math.max(nowNanos - nanos, (nowMillis - millis) * NANOS_PER_MILLI);
  }

  /** How far the clocks have moved apart until another moment, in nanoseconds. */
  long apart(long nowNanos, long nowMillis) {
    return Math.abs(nowNanos - nanos - (nowMillis - millis) * NANOS_PER_MILLI);
  }
}
