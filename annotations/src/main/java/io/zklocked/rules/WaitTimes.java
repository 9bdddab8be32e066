package io.zklocked.rules;

import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.WaitTime;
import org.jspecify.annotations.Nullable;

/** Knows what can be a wait time. */
final class WaitTimes {

  private WaitTimes() {}

  @SuppressWarnings("CheckReturnValue") // only whether it can be read is wanted
  static @Nullable Fault malformed(LockAttributes lock) {
    if (lock.waitTime().isEmpty()) {
      return null;
    }
    try {
      WaitTime.parse(lock.waitTime());
      return null;
    } catch (SyntaxException e) {
      return new Fault(Fault.Subject.WAIT_TIME, String.valueOf(e.getMessage()));
    }
  }
}
