package io.zklocked.cli.frame;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what a command has open at an ensemble, for a limited time: servers that are silent are not
 * waited for, since without a sign of life they end a session by themselves. Thread-safe.
 */
public final class Closing {

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread thread;

  /**
   * Does nothing yet.
   *
   * @param close ends it, and blocks until that is done
   */
  public Closing(Runnable close) {
    thread = new Thread(close, "zklocked-close");
    thread.setDaemon(true);
  }

  /**
   * Begins, unless somebody has, and blocks until it is done, for two seconds at most. An interrupt
   * does not shorten that; it is passed on.
   */
  public void await() {
    if (begun.compareAndSet(false, true)) {
      thread.start();
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    for (long left = LONGEST.toNanos();
        left > 0 && thread.isAlive();
        left = deadline - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
