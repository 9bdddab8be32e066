package io.zklocked.runtime.observe;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was observed of the locks of one template. Thread-safe.
 *
 * <p>Whatever it counts would have happened, had there been locks.
 */
public final class ObservedTemplate {

  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final LongAdder calls = new LongAdder();
  private final LongAdder waits = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
  private final LongAccumulator most = new LongAccumulator(Math::max, 0);
  private final AtomicLong toldNanos = new AtomicLong(Long.MIN_VALUE);

  ObservedTemplate() {}

  void called(int atOnce) {
    calls.increment();
    most.accumulate(atOnce);
  }

  void waited(long nanos) {
    waits.increment();
    waitedNanos.add(nanos);
    longestNanos.accumulate(nanos);
  }

  void refused() {
    refusals.increment();
  }

  /** Whether the log has to hear of this one: at most once a minute. */
  boolean isToBeTold(long nowNanos) {
    long before = toldNanos.get();
    return (before == Long.MIN_VALUE || nowNanos - before >= MINUTE_NANOS)
        && toldNanos.compareAndSet(before, nowNanos);
  }

  /**
   * How many calls wanted the lock.
   *
   * @return the number, without those that had it already
   */
  public long calls() {
    return calls.sum();
  }

  /**
   * How many calls have waited as long as this JVM's own calls made them, and were then served.
   *
   * @return the number
   */
  public long waits() {
    return waits.sum();
  }

  /**
   * How many calls that do not wait found the lock held, and so were busy or skipped.
   *
   * @return the number
   */
  public long refusals() {
    return refusals.sum();
  }

  /**
   * The longest wait.
   *
   * @return how long
   */
  public Duration longestWait() {
    return Duration.ofNanos(longestNanos.get());
  }

  /**
   * All waits together.
   *
   * @return how long
   */
  public Duration allWaits() {
    return Duration.ofNanos(waitedNanos.sum());
  }

  /**
   * How many wanted one key at once, at most.
   *
   * @return the number
   */
  public long mostAtOnce() {
    return most.get();
  }

  /** All of it, for people. */
  @Override
  public String toString() {
    return calls()
        + " calls, of which "
        + waits()
        + " would have waited ("
        + allWaits().toMillis()
        + " ms in all, "
        + longestWait().toMillis()
        + " ms at most) and "
        + refusals()
        + " would have been busy or skipped; "
        + mostAtOnce()
        + " at once at most";
  }
}
