package io.zklocked.runtime.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.spi.ThreadHolds;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The interrupt of one thread, as far as it was set for bodies whose locks are lost. Shared by the
 * bodies that run one inside the other on that thread, since a thread has only one. Thread-safe.
 *
 * <p>The lock is held while the thread is interrupted, so that no body ends in the midst of that:
 * an interrupt for a body has come when that body ends, or will never come.
 */
final class InterruptFlag {

  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();

  /** How many bodies it was set for that have not ended. */
  @GuardedBy("lock")
  private int raised;

  /** Whether somebody else had set it before the first of them. */
  @GuardedBy("lock")
  private boolean foreign;

  private InterruptFlag(Thread thread) {
    this.thread = thread;
  }

  /** That of the calling thread: the same for all bodies that run on it now. */
  static InterruptFlag here() {
    InterruptFlag[] found = new InterruptFlag[1];
    ThreadHolds.forEach(
        view -> {
          if (found[0] == null && view instanceof OpenHold hold) {
            found[0] = hold.flag();
          }
        });
    return found[0] == null ? new InterruptFlag(Thread.currentThread()) : found[0];
  }

  /** Interrupts the thread for a body that runs, once, unless that body has ended. */
  void raise(BodyInterrupt body) {
    lock.lock();
    try {
      if (body.fired()) {
        if (raised++ == 0) {
          foreign = thread.isInterrupted();
        }
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A body ends, on this thread. The interrupt goes with the last of those that it was set for: it
   * has still to be heard by the others.
   */
  void leave(BodyInterrupt body) {
    lock.lock();
    try {
      if (body.left() && --raised == 0 && !foreign) {
        var unused = Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }
}
