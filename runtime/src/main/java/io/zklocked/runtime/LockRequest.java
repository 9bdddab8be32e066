package io.zklocked.runtime;

import io.zklocked.LockMode;
import io.zklocked.runtime.call.Acquirer;
import io.zklocked.runtime.call.HoldTimes;
import io.zklocked.runtime.engine.Request;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a lock is to be acquired by hand. Immutable; {@code withX} copies. */
public final class LockRequest {

  /** Exclusive, and waits as configured ({@code wait-time}). */
  public static final LockRequest DEFAULT =
      new LockRequest(
          null, Acquirer.BY_HAND, LockMode.EXCLUSIVE, 1, Request.AS_CONFIGURED, HoldTimes.NONE);

  private final @Nullable WaitTime waitTime;
  private final String label;
  private final LockMode mode;
  private final int permits;
  private final long retainNanos;
  private final HoldTimes times;

  private LockRequest(
      @Nullable WaitTime waitTime,
      String label,
      LockMode mode,
      int permits,
      long retainNanos,
      HoldTimes times) {
    this.waitTime = waitTime;
    this.label = label;
    this.mode = mode;
    this.permits = permits;
    this.retainNanos = retainNanos;
    this.times = times;
    check(mode, permits, retainNanos);
  }

  /**
   * Sets how long to wait.
   *
   * @param time over everything; zero tries once
   * @return a copy
   * @throws IllegalArgumentException if the time is negative
   */
  public LockRequest withWaitTime(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a wait time cannot be negative: " + time);
    }
    return waiting(new WaitTime(LockRuntime.nanos(time)));
  }

  /**
   * Waits for as long as it takes.
   *
   * @return a copy
   */
  public LockRequest withoutLimit() {
    return waiting(WaitTime.FOREVER);
  }

  private LockRequest waiting(WaitTime time) {
    return new LockRequest(time, label, mode, permits, retainNanos, times);
  }

  /**
   * Sets what the meters call the lock, and the check of lock orders ({@code order-check}). One
   * label should stand for all keys of a kind, since each makes meters of its own.
   *
   * @param name such as {@code orders/{id}}; {@code by hand} if it is not set
   * @return a copy
   */
  public LockRequest withLabel(String name) {
    return new LockRequest(waitTime, name, mode, permits, retainNanos, times);
  }

  /**
   * Sets how the lock is held. All who use a key must use one kind of lock for it: exclusive, or
   * read and write, or a semaphore.
   *
   * <p>A thread that holds the lock may acquire it again in the same mode. With {@link
   * LockMode#WRITE} it may also acquire {@link LockMode#READ}, which outlasts the write lock if it
   * is closed later; the other way round is refused by {@link io.zklocked.LockModeException} at
   * once, since two readers that want to write would wait for each other. A thread that acquires a
   * {@link LockMode#SEMAPHORE} again enters the permit that it holds and takes no second one.
   *
   * @param how the mode; {@link LockMode#EXCLUSIVE} if it is not set
   * @return a copy
   * @throws IllegalArgumentException if this request has several permits and the mode is not {@link
   *     LockMode#SEMAPHORE}, or a time to retain the lock and it is
   */
  public LockRequest withMode(LockMode how) {
    return new LockRequest(waitTime, label, how, permits, retainNanos, times);
  }

  /**
   * Sets how many may hold a semaphore at once. All who use the key must give the same number.
   *
   * @param count 1 or more; 1 if it is not set
   * @return a copy
   * @throws IllegalArgumentException if the count is less than 1, or greater and the mode is not
   *     {@link LockMode#SEMAPHORE}
   */
  public LockRequest withPermits(int count) {
    return new LockRequest(waitTime, label, mode, count, retainNanos, times);
  }

  /**
   * Sets how long the lock is kept between holds when nobody else wants it: the next hold of this
   * JVM within that time gets it without ZooKeeper.
   *
   * @param time the time, of which a quarter of the session timeout is taken at most; zero does not
   *     keep it; as configured ({@code retain}) if it is not set
   * @return a copy
   * @throws IllegalArgumentException if the time is negative, or the mode is {@link
   *     LockMode#SEMAPHORE}, whose permits others may be waiting for
   */
  public LockRequest withRetain(Duration time) {
    return new LockRequest(waitTime, label, mode, permits, nanos("retain", time), times);
  }

  /**
   * Sets after which time a hold that is still open is logged, once, with the stack of its thread,
   * and counted ({@code zklocked.overdue}). Nothing is released.
   *
   * @param time the time; zero, as if it is not set, for never
   * @return a copy
   * @throws IllegalArgumentException if the time is negative
   */
  public LockRequest withWarnAfter(Duration time) {
    return timed(new HoldTimes(nanos("warnAfter", time), times.atLeastNanos()));
  }

  /**
   * Sets for how long others are kept out at least, from the grant on, those of this JVM too. To
   * close the hold returns at once; the lock is held on. It ends with the JVM: shutting down in
   * order says what it cuts short.
   *
   * @param time the time; zero if it is not set
   * @return a copy
   * @throws IllegalArgumentException if the time is negative
   */
  public LockRequest withLockAtLeastFor(Duration time) {
    return timed(new HoldTimes(times.warnNanos(), nanos("lockAtLeastFor", time)));
  }

  private LockRequest timed(HoldTimes changed) {
    return new LockRequest(waitTime, label, mode, permits, retainNanos, changed);
  }

  private static long nanos(String what, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(what + " cannot be negative: " + time);
    }
    return LockRuntime.nanos(time);
  }

  private static void check(LockMode mode, int permits, long retainNanos) {
    Objects.requireNonNull(mode, "mode");
    if (permits < 1) {
      throw new IllegalArgumentException(
          "a semaphore needs at least one permit, not %d".formatted(permits));
    }
    if (permits > 1 && mode != LockMode.SEMAPHORE) {
      throw new IllegalArgumentException(
          "%d permits are for a semaphore, and the mode is %s: call withMode(LockMode.SEMAPHORE) before withPermits, or leave the permits out"
              .formatted(permits, mode));
    }
    if (retainNanos > 0 && mode == LockMode.SEMAPHORE) {
      throw new IllegalArgumentException(
          "retain is not for a semaphore, whose permits others may be waiting for: leave it out, or use another mode");
    }
  }

  WaitTime waitTime(Duration configured) {
    return waitTime == null ? new WaitTime(LockRuntime.nanos(configured)) : waitTime;
  }

  String label() {
    return label;
  }

  LockMode mode() {
    return mode;
  }

  int permits() {
    return permits;
  }

  long retainNanos(long longest) {
    return Math.min(retainNanos, longest);
  }

  HoldTimes times() {
    return times;
  }
}
