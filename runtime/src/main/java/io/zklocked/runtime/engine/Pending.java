package io.zklocked.runtime.engine;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the engine and is not decided yet. Thread-safe.
 *
 * @param <T> what is given in the end
 */
public interface Pending<T> {

  /**
   * How it ends. Completed on the thread that brings the deciding event, never under a lock of the
   * engine; what depends on it must not block.
   *
   * @return completes with what was asked for, or with a {@link io.zklocked.ZkLockException}
   */
  CompletableFuture<T> outcome();

  /**
   * Asks who holds the lock, so that the answer is there when the wait ends. To be called a little
   * before the deadline.
   */
  void lookUpHolder();

  /**
   * Why it takes so long, for people: what is waited for, by whom, and who holds it as far as is
   * known. To be asked a little after {@link #lookUpHolder}.
   *
   * @return one line of text; null if it has ended
   */
  @Nullable String delay();

  /**
   * Leaves the queue at once: the outcome is complete when this returns. What was granted before
   * stands. What may still be created is deleted.
   *
   * @param reason why
   */
  void giveUp(Attempt.Reason reason);
}
