package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import java.util.Objects;

/**
 * Which lock is wanted, and for whom. Immutable.
 *
 * @param path the key directory: an absolute path without a trailing slash
 * @param resource the name of the lock as the user wrote it, for messages
 * @param label what the meters call the lock: the template, never the rendered key
 * @param thread the name of the thread that wants it, for the owner record
 * @param method the method that wants it, for the owner record
 * @param mode how the lock is held
 * @param permits how many may hold at once; 1 but for semaphores
 * @param once whether to give up as soon as somebody else is seen to hold the lock
 * @param skips whether the caller skips its work when the lock is busy; for the meters
 * @param removable whether the key directory may be removed when this process made it and it is
 *     empty: true below the root, false for absolute resources
 * @param retainNanos for how long the lock is kept after its release when nobody wants it; {@link
 *     #AS_CONFIGURED} for what the policy says
 */
public record Request(
    String path,
    String resource,
    String label,
    String thread,
    String method,
    LockMode mode,
    int permits,
    boolean once,
    boolean skips,
    boolean removable,
    long retainNanos) {

  /** Stands for the label and the method of a lock by hand that has none. */
  public static final String BY_HAND = "by hand";

  /** Kept for as long as the policy says. */
  public static final long AS_CONFIGURED = -1;

  /**
   * A request for a lock that is kept as the policy says.
   *
   * @param path the key directory
   * @param resource the name of the lock as the user wrote it
   * @param label what the meters call the lock
   * @param thread the name of the thread that wants it
   * @param method the method that wants it
   * @param mode how the lock is held
   * @param permits how many may hold at once
   * @param once whether to give up as soon as somebody else is seen to hold the lock
   * @param skips whether the caller skips its work when the lock is busy
   * @param removable whether the key directory may be removed
   */
  public Request(
      String path,
      String resource,
      String label,
      String thread,
      String method,
      LockMode mode,
      int permits,
      boolean once,
      boolean skips,
      boolean removable) {
    this(
        path,
        resource,
        label,
        thread,
        method,
        mode,
        permits,
        once,
        skips,
        removable,
        AS_CONFIGURED);
  }

  /** Checks the path and the retention. */
  public Request {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(thread, "thread");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(mode, "mode");
    if (permits < 1 || (permits > 1 && mode != LockMode.SEMAPHORE)) {
      throw new IllegalArgumentException(permits + " permits with " + mode);
    }
    if (retainNanos < AS_CONFIGURED || (retainNanos > 0 && mode == LockMode.SEMAPHORE)) {
      throw new IllegalArgumentException(mode + " kept for " + retainNanos + " ns");
    }
    if (!path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException("not the path of a lock: " + path);
    }
  }
}
