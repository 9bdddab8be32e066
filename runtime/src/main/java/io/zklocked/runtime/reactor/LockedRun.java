package io.zklocked.runtime.reactor;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription does: acquires, makes the publisher whose signals it passes on, and
 * releases. Its methods are called in this order, each once at most, but the end may come at any
 * time and from any thread.
 */
public interface LockedRun {

  /**
   * Begins to acquire. Does not block.
   *
   * @return completes with anything when the lock is there, with null if the work is to be skipped,
   *     and exceptionally with what the subscriber is told if the lock cannot be had
   */
  CompletableFuture<?> begin();

  /**
   * Makes the publisher, under the lock.
   *
   * @return what the body of the method returned; null if the run has ended before it began
   * @throws Throwable what it threw
   */
  @Nullable Object body() throws Throwable;

  /**
   * The subscription has ended: it is complete, has failed or was cancelled. Does not block.
   *
   * @param failure what the subscriber will be told, to which another may be added as suppressed;
   *     null if it is complete or cancelled
   * @return what it has to be told instead of its completion, or null
   */
  @Nullable Throwable end(@Nullable Throwable failure);
}
