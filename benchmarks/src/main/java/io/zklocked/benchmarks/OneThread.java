package io.zklocked.benchmarks;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One thread that acquires and releases a lock that nobody else wants. Immutable.
 *
 * @param acquire how long each acquisition took, in nanoseconds
 * @param whole how long each acquisition took together with its release, in nanoseconds
 */
record OneThread(Histogram acquire, Histogram whole) {

  private static final int FEWEST = 20;

  /**
   * Measures. Blocks for the two times, and for longer on a machine that is too slow for a few
   * calls within them.
   *
   * @param mutex the lock
   * @param warmNanos how long it runs before anything counts
   * @param nanos how long it runs afterwards
   * @param pauseNanos the pause between two calls
   */
  static OneThread measure(Mutex mutex, long warmNanos, long nanos, long pauseNanos)
      throws Exception {
    Histogram acquire = Waits.fineHistogram();
    Histogram whole = Waits.fineHistogram();
    long begin = System.nanoTime() + warmNanos;
    for (long asked = System.nanoTime();
        asked < begin + nanos || whole.getTotalCount() < FEWEST;
        asked = System.nanoTime()) {
      mutex.acquire();
      long got = System.nanoTime();
      mutex.release();
      long released = System.nanoTime();
      if (asked >= begin) {
        Waits.note(acquire, got - asked);
        Waits.note(whole, released - asked);
      }
      if (pauseNanos > 0) {
        LockSupport.parkNanos(pauseNanos);
      }
    }
    return new OneThread(acquire, whole);
  }
}
