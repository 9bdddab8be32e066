package io.zklocked.faults;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction of a link: bytes pass at once, pass late, wait, or vanish. Thread-safe: one lock
 * guards the mode, and nothing but waiting happens under it.
 */
final class Flow {

  private enum Mode {
    PASS,
    STALL,
    SWALLOW
  }

  private static final long FOREVER_NANOS = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private Mode mode = Mode.PASS;

  @GuardedBy("lock")
  private long delayNanos;

  /** From now on bytes wait; nothing is lost. */
  void stall() {
    become(Mode.STALL, 0);
  }

  /** From now on bytes vanish, for good: a connection that lost some never works again. */
  void swallow() {
    become(Mode.SWALLOW, 0);
  }

  /** From now on bytes pass; those that waited pass first. */
  void pass() {
    become(Mode.PASS, 0);
  }

  /** From now on each byte comes so much later; none waits for the ones before it to arrive. */
  void delay(long nanos) {
    become(Mode.PASS, nanos);
  }

  private void become(Mode next, long nanos) {
    lock.lock();
    try {
      mode = next;
      delayNanos = nanos;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until bytes that arrived at a time may go on.
   *
   * @return whether they do; otherwise they are lost
   */
  boolean admit(long arrivedNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long early = arrivedNanos + delayNanos - System.nanoTime();
        if (mode == Mode.SWALLOW) {
          return false;
        } else if (mode == Mode.PASS && early <= 0) {
          return true;
        }
        boolean unused =
            changed.await(mode == Mode.STALL ? FOREVER_NANOS : early, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }
}
