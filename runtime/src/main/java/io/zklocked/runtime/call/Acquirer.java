package io.zklocked.runtime.call;

import io.zklocked.LockMode;
import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.LockSpace;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.spi.ThreadHolds;
import io.zklocked.syntax.WaitTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Acquires locks for threads: waits, re-enters, and makes the hold known to the thread.
 * Thread-safe.
 */
public final class Acquirer {

  private static final long LONGEST_LEAD_NANOS = 100_000_000L;

  private final LockSpace space;
  private final long connectNanos;

  /**
   * Makes an acquirer.
   *
   * @param space the locks
   * @param connectNanos how long the ensemble may take to answer a request that does not wait
   */
  public Acquirer(LockSpace space, long connectNanos) {
    this.space = space;
    this.connectNanos = connectNanos;
  }

  /**
   * What is wanted of one call.
   *
   * @param key which lock
   * @param label what the meters call it
   * @param method for whom
   * @param waitTime how long to wait, over everything
   * @param skips whether the caller skips its work when the lock is busy
   * @param interruptible whether an interrupt ends the wait
   */
  public record Wish(
      LockKey key,
      String label,
      String method,
      WaitTime waitTime,
      boolean skips,
      boolean interruptible) {}

  /**
   * Acquires a lock, or enters one again that the calling thread holds. Blocks for at most the wait
   * time; one that is tried once, for as long as the ensemble may take to answer.
   *
   * @param wish which lock, and how
   * @return the hold, the innermost of the calling thread
   * @throws ZkLockException if the lock cannot be had
   */
  public OpenHold acquire(Wish wish) {
    if (ThreadHolds.find(this, wish.key().path()) instanceof OpenHold held && held.reenter()) {
      space.reentered(wish.label());
      return held;
    }
    Thread caller = Thread.currentThread();
    Request request =
        new Request(
            wish.key().path(),
            wish.key().resource(),
            wish.label(),
            caller.getName(),
            wish.method(),
            LockMode.EXCLUSIVE,
            1,
            wish.waitTime().isOnce(),
            wish.skips(),
            !wish.key().absolute());
    OpenHold hold = new OpenHold(this, await(space.acquire(request), wish), caller);
    hold.open();
    return hold;
  }

  private Grant await(Attempt attempt, Wish wish) {
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + budget(wish.waitTime());
      while (true) {
        try {
          return await(attempt, wish.waitTime(), deadline);
        } catch (InterruptedException e) {
          interrupted = true;
          if (wish.interruptible()) {
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

  private Grant await(Attempt attempt, WaitTime wait, long deadline) throws InterruptedException {
    CompletableFuture<Grant> outcome = attempt.outcome();
    try {
      if (wait.isForever()) {
        return outcome.get();
      }
      long lead = Math.min(budget(wait) / 10, LONGEST_LEAD_NANOS);
      if (!isSettled(outcome, deadline - lead)) {
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

  private static boolean isSettled(CompletableFuture<Grant> outcome, long deadline)
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
  private static Grant ended(Attempt attempt) {
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

  private long budget(WaitTime wait) {
    return wait.isOnce() ? connectNanos : wait.nanos();
  }
}
