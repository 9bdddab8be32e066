package io.zklocked.rules;

import io.zklocked.LockMode;
import org.jspecify.annotations.Nullable;

/** Knows how many may hold a lock at once. */
final class ModeRules {

  private ModeRules() {}

  static @Nullable Fault noPermits(LockAttributes lock) {
    return lock.permits() >= 1
        ? null
        : Fault.of(
            Fault.Subject.PERMITS,
            "permits = " + lock.permits() + " would let nobody in",
            "write 1 or more");
  }

  static @Nullable Fault permitsWithoutSemaphore(LockAttributes lock) {
    return lock.permits() <= 1 || lock.mode() == LockMode.SEMAPHORE
        ? null
        : Fault.of(
            Fault.Subject.PERMITS,
            "permits = " + lock.permits() + " is for a semaphore, and mode is " + lock.mode(),
            "write mode = SEMAPHORE, or leave permits out");
  }
}
