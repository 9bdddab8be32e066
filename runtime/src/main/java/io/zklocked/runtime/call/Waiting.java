package io.zklocked.runtime.call;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Pending;
import io.zklocked.syntax.WaitTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for attempts, on the thread that calls.
 *
 * @param connectNanos how long the ensemble may take to answer a request that does not wait
 */
record Waiting(long connectNanos) {

  private static final long LONGEST_LEAD_NANOS = 100_000_000L;

  /** Gives what was asked for, or throws why it cannot be had. */
  <T> T await(Pending<T> attempt, WaitTime wait, boolean interruptible) {
    if (attempt.outcome().isDone()) {
      return ended(attempt);
    }
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + budget(wait);
      while (true) {
        try {
          return await(attempt, wait, deadline);
        } catch (InterruptedException e) {
          interrupted = true;
          if (interruptible) {
            attempt.giveUp(Attempt.Reason.INTERRUPT);
            return ended(attempt);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T await(Pending<T> attempt, WaitTime wait, long deadline)
      throws InterruptedException {
    CompletableFuture<T> outcome = attempt.outcome();
    try {
      if (wait.isForever()) {
        return outcome.get();
      }
      if (!isSettled(outcome, deadline - lead(wait))) {
        attempt.lookUpHolder();
        if (!isSettled(outcome, deadline)) {
          attempt.giveUp(Attempt.Reason.TIMEOUT);
        }
      }
      return ended(attempt);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static boolean isSettled(CompletableFuture<?> outcome, long deadline)
      throws InterruptedException {
    try {
      outcome.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true; // the failure is taken where the outcome is
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** The outcome of an attempt that has ended: there is nothing to wait for. */
  private static <T> T ended(Pending<T> attempt) {
    try {
      return attempt.outcome().get(0, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("an attempt that was given up has no outcome", e);
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    if (e.getCause() instanceof ZkLockException failure) {
      failure
          .fillInStackTrace(); // it was made on a thread of the ensemble; who reads it waits here
      return failure;
    }
    return new IllegalStateException("the lock engine failed", e.getCause());
  }

  /** How long before the end of a wait to ask who holds the lock. */
  long lead(WaitTime wait) {
    return Math.min(budget(wait) / 10, LONGEST_LEAD_NANOS);
  }

  /** How long an attempt may take. */
  long budget(WaitTime wait) {
    return wait.isOnce() ? connectNanos : wait.nanos();
  }
}
