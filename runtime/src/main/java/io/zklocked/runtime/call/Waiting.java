package io.zklocked.runtime.call;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Pending;
import io.zklocked.syntax.WaitTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Waits for attempts, on the thread that calls. Immutable; thread-safe if its log is.
 *
 * @param connectNanos how long the ensemble may take to answer a request that does not wait
 * @param warnNanos after how long it is said of a wait, once, what it waits for; 0 for never
 * @param log hears of that
 */
public record Waiting(long connectNanos, long warnNanos, Consumer<String> log) {

  private static final long LONGEST_LEAD_NANOS = 100_000_000L;

  /** Gives what was asked for, or throws why it cannot be had. */
  <T> T await(Pending<T> attempt, WaitTime wait, boolean interruptible) {
    if (attempt.outcome().isDone()) {
      return ended(attempt);
    }
    boolean interrupted = false;
    boolean silent = !warns(wait);
    try {
      long begin = System.nanoTime();
      while (true) {
        try {
          if (!silent) {
            awaitWarning(attempt, begin + warnNanos);
            silent = true;
          }
          return await(attempt, wait, begin + budget(wait));
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

  private void awaitWarning(Pending<?> attempt, long due) throws InterruptedException {
    if (!isSettled(attempt.outcome(), due)) {
      attempt.lookUpHolder();
      if (!isSettled(attempt.outcome(), due + LONGEST_LEAD_NANOS)) {
        warn(attempt);
      }
    }
  }

  /** Says what an attempt waits for, if it does. */
  void warn(Pending<?> attempt) {
    String delay = attempt.delay();
    if (delay != null) {
      log.accept(delay);
    }
  }

  /** Whether a wait is long enough to be told of before its end tells as much. */
  boolean warns(WaitTime wait) {
    return warnNanos > 0
        && !wait.isOnce()
        && warnNanos + LONGEST_LEAD_NANOS <= budget(wait) - lead(wait);
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

  /** How long before the end of a wait, or before it is told of, to ask who holds the lock. */
  long lead(WaitTime wait) {
    return Math.min(budget(wait) / 10, LONGEST_LEAD_NANOS);
  }

  /** How long an attempt may take. */
  long budget(WaitTime wait) {
    return wait.isOnce() ? connectNanos : wait.nanos();
  }

  /** For how long others may be asked before a wait. */
  long toAsk(WaitTime wait) {
    return Math.min(wait.nanos(), connectNanos);
  }

  /** What is left of a wait. */
  WaitTime left(WaitTime wait, long passedNanos) {
    return passedNanos == 0 || wait.isForever()
        ? wait
        : new WaitTime(Math.max(1, wait.nanos() - passedNanos));
  }
}
