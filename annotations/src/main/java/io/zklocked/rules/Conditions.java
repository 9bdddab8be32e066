package io.zklocked.rules;

import io.zklocked.syntax.Condition;
import io.zklocked.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Knows what can be a condition. */
public final class Conditions {

  private Conditions() {}

  @SuppressWarnings("CheckReturnValue") // only whether it can be read is wanted
  static @Nullable Fault malformed(LockAttributes lock) {
    if (lock.condition().isEmpty()) {
      return null;
    }
    try {
      Condition.parse(lock.condition());
      return null;
    } catch (SyntaxException e) {
      return fault(e);
    }
  }

  /** What is wrong with where a condition that can be read leads. */
  static @Nullable Fault path(LockAttributes lock, MethodSight method) {
    if (lock.condition().isEmpty() || malformed(lock) != null) {
      return null;
    }
    try {
      Place end = Place.endOf(Condition.parse(lock.condition()));
      check(end, KeyPaths.follow(end, method));
      return null;
    } catch (SyntaxException e) {
      return fault(e);
    }
  }

  /**
   * Checks that a type is that of something that is true or false.
   *
   * @param end the end of a path
   * @param type the declared type there
   * @throws SyntaxException if it is not
   */
  public static void check(Place end, TypeSight type) {
    String name = type.name();
    if (!type.isUnresolved()
        && !name.equals("boolean")
        && !name.equals("java.lang.Boolean")
        && !name.equals("java.lang.Object")) {
      throw notBoolean(end, name);
    }
  }

  /**
   * Words that a value is neither true nor false.
   *
   * @param end the end of its path
   * @param type the name of its type
   * @return the refusal, to be thrown
   */
  public static SyntaxException notBoolean(Place end, String type) {
    return end.refused(
        end.path() + " is of type " + type + ", which is neither true nor false",
        "end the path at a boolean, such as an isX() of it");
  }

  private static Fault fault(SyntaxException refused) {
    return new Fault(Fault.Subject.CONDITION, String.valueOf(refused.getMessage()));
  }
}
