package io.zklocked.rules;

import io.zklocked.LockMode;
import io.zklocked.syntax.RetainTime;
import io.zklocked.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Knows for how long which locks can be kept between calls. */
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

  @SuppressWarnings("CheckReturnValue") // only whether it can be read is wanted
  static @Nullable Fault malformed(LockAttributes lock) {
    if (lock.retain().isEmpty()) {
      return null;
    }
    try {
      RetainTime.nanos(lock.retain());
      return null;
    } catch (SyntaxException e) {
      return new Fault(Fault.Subject.RETAIN, String.valueOf(e.getMessage()));
    }
  }
}
