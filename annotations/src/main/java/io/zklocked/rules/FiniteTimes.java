package io.zklocked.rules;

import io.zklocked.syntax.FiniteTime;
import io.zklocked.syntax.SyntaxException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Knows what can be a time that ends. */
final class FiniteTimes {

  private FiniteTimes() {}

  @SuppressWarnings("CheckReturnValue") // only whether it can be read is wanted
  static @Nullable Fault malformed(Fault.Subject subject, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      FiniteTime.nanos(subject.attribute(), text);
      return null;
    } catch (SyntaxException e) {
      return new Fault(subject, String.valueOf(e.getMessage()));
    }
  }

  /** Whether two texts are the same time; those that cannot be read are another fault. */
  private static boolean isSame(String one, String other) {
    try {
      return FiniteTime.nanos("", one) == FiniteTime.nanos("", other);
    } catch (SyntaxException e) {
      return true;
    }
  }

  /** What is wrong with a time of a lock beside that of another one that is held with it. */
  static @Nullable Fault other(
      Fault.Subject subject,
      LockAttributes lock,
      LockAttributes before,
      Function<LockAttributes, String> time) {
    String own = time.apply(lock);
    String others = time.apply(before);
    return own.isEmpty() || others.isEmpty() || isSame(own, others)
        ? null
        : Fault.of(
            subject,
            "its locks have "
                + subject.attribute()
                + " = \""
                + others
                + "\" and \""
                + own
                + "\", and they are held together",
            "give the same to all, or to one of them alone");
  }
}
