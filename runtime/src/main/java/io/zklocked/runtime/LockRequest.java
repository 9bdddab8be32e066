package io.zklocked.runtime;

import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a lock is to be acquired by hand. Immutable; {@code withX} copies. */
public final class LockRequest {

  /** Waits as configured ({@code wait-time}). */
  public static final LockRequest DEFAULT = new LockRequest(null, "by hand");

  private final @Nullable WaitTime waitTime;
  private final String label;

  private LockRequest(@Nullable WaitTime waitTime, String label) {
    this.waitTime = waitTime;
    this.label = label;
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
    return new LockRequest(new WaitTime(LockRuntime.nanos(time)), label);
  }

  /**
   * Waits for as long as it takes.
   *
   * @return a copy
   */
  public LockRequest withoutLimit() {
    return new LockRequest(WaitTime.FOREVER, label);
  }

  /**
   * Sets what the meters call the lock. One label should stand for all keys of a kind, since each
   * makes meters of its own.
   *
   * @param name such as {@code orders/{id}}; {@code by hand} if it is not set
   * @return a copy
   */
  public LockRequest withLabel(String name) {
    return new LockRequest(waitTime, name);
  }

  WaitTime waitTime(Duration configured) {
    return waitTime == null ? new WaitTime(LockRuntime.nanos(configured)) : waitTime;
  }

  String label() {
    return label;
  }
}
