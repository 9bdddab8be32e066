package io.zklocked.rules;

import io.zklocked.LockMode;
import io.zklocked.syntax.Part;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import org.jspecify.annotations.Nullable;

/** Knows which locks cannot have one key between them. */
final class KindRules {

  private KindRules() {}

  /** Two locks with one literal key, that of the other on another method. */
  static @Nullable Fault otherKind(LockAttributes lock, LockAttributes other, String otherMethod) {
    if (!lock.template().equals(other.template()) || !isLiteral(lock.template())) {
      return null;
    }
    if (!areOfOneKind(lock.mode(), other.mode())) {
      return Fault.of(
          Fault.Subject.TEMPLATE,
          "its key is locked as "
              + lock.mode()
              + " here and as "
              + other.mode()
              + " by "
              + otherMethod,
          "use one kind of lock for one key: EXCLUSIVE alone, READ and WRITE, or SEMAPHORE alone");
    }
    return lock.mode() != LockMode.SEMAPHORE || lock.permits() == other.permits()
        ? null
        : Fault.of(
            Fault.Subject.PERMITS,
            "its semaphore has "
                + lock.permits()
                + " permits here and "
                + other.permits()
                + " for "
                + otherMethod,
            "give one number of permits for one key");
  }

  private static boolean areOfOneKind(LockMode one, LockMode other) {
    return one == other || (isReadOrWrite(one) && isReadOrWrite(other));
  }

  private static boolean isReadOrWrite(LockMode mode) {
    return mode == LockMode.READ || mode == LockMode.WRITE;
  }

  private static boolean isLiteral(String template) {
    try {
      for (Part part : Template.parse(template).parts()) {
        if (!(part instanceof Part.Literal)) {
          return false;
        }
      }
      return true;
    } catch (SyntaxException e) {
      return false; // which is another fault
    }
  }
}
