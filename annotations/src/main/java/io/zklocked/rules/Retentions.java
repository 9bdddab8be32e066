package io.zklocked.rules;

import io.zklocked.LockMode;
import org.jspecify.annotations.Nullable;

/** Knows which locks cannot be kept between calls. */
final class Retentions {

  private Retentions() {}

  static @Nullable Fault ofSemaphore(LockAttributes lock) {
    return lock.retain().isEmpty() || lock.mode() != LockMode.SEMAPHORE
        ? null
        : Fault.of(
            Fault.Subject.RETAIN,
            "retain is not for a semaphore, whose permits others may be waiting for",
            "leave retain out, or use another mode");
  }
}
