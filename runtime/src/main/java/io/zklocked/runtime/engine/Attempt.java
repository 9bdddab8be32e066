package io.zklocked.runtime.engine;

import java.util.concurrent.CompletableFuture;

/** A request for a lock, from its start until it is granted or has failed. Thread-safe. */
public interface Attempt {

  /** Why a caller gives an attempt up. */
  enum Reason {
    /** Its wait time has passed: it fails as busy, or as unavailable if the ensemble is silent. */
    TIMEOUT,
    /** Its thread was interrupted. */
    INTERRUPT
  }

  /**
   * How the attempt ends. Completed on the thread that brings the deciding event, never under a
   * lock of the engine; what depends on it must not block.
   *
   * @return completes with the grant, or with a {@link io.zklocked.ZkLockException}
   */
  CompletableFuture<Grant> outcome();

  /**
   * Asks who holds the lock, so that the answer is there when the wait ends. To be called a little
   * before the deadline.
   */
  void lookUpHolder();

  /**
   * Leaves the queue at once: the outcome is complete when this returns. A grant that came first
   * stands. What the attempt may still create is deleted.
   *
   * @param reason why
   */
  void giveUp(Reason reason);
}
