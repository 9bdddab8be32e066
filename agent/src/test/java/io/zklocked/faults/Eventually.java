package io.zklocked.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, up to a deadline. Without state. */
final class Eventually {

  /** Far longer than anything here takes; a run that needs it has failed. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final long PAUSE_NANOS = 5_000_000;

  private Eventually() {}

  static void until(String what, Callable<Boolean> condition) throws Exception {
    if (!within(LIMIT, condition)) {
      throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
    }
  }

  /** Whether it comes true in time. */
  static boolean within(Duration limit, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** Lets a fault last; nothing else is waited for in this way. */
  static void last(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
