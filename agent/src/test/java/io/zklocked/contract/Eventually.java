package io.zklocked.contract;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, up to a deadline. Without state. */
public final class Eventually {

  /** Far longer than anything here takes; the tests never wait for it to pass. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Eventually() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
