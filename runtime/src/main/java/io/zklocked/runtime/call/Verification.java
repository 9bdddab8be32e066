package io.zklocked.runtime.call;

import io.zklocked.LockLostException.Reason;
import io.zklocked.runtime.engine.Grant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a release is confirmed, where that is asked for: what was deleted in the end has
 * stood throughout.
 *
 * @param longestNanos how long to wait; 0 for not at all
 */
record Verification(long longestNanos) {

  /**
   * Waits, also if the thread is interrupted: to return early would look like a confirmation.
   *
   * @return why the lock was not held throughout, or null if nothing says so
   */
  @Nullable Reason of(Grant closed) {
    if (longestNanos == 0) {
      return null;
    }
    CompletableFuture<@Nullable Reason> released = closed.released();
    long deadline = System.nanoTime() + longestNanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return released.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          return Reason.UNPROVEN;
        } catch (ExecutionException e) {
          throw new IllegalStateException("the lock engine failed to release", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
