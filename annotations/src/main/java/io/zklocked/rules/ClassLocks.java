package io.zklocked.rules;

/** Knows what a lock on a class is for. */
public final class ClassLocks {

  /** Why a lock on a class is refused that is for nothing. */
  public static final Fault NOTHING_COVERED =
      Fault.of(
          Fault.Subject.METHOD,
          "it declares no public method, and a lock on a class is for those alone",
          "put the annotation on the methods");

  private ClassLocks() {}

  /**
   * Whether the lock on a class is for a method that is declared there, unless it has its own.
   *
   * @param ofEnum whether the class is an enum
   * @param isPublic whether the method is public
   * @param method the method
   * @return not for constructors, nor for what the compiler adds to each enum
   */
  public static boolean cover(boolean ofEnum, boolean isPublic, MethodSight method) {
    return isPublic
        && method.form() != MethodSight.Form.CONSTRUCTOR
        && !(ofEnum && isOfEveryEnum(method));
  }

  private static boolean isOfEveryEnum(MethodSight method) {
    if (!method.isStatic()) {
      return false;
    }
    return switch (method.name()) {
      case "values" -> method.parameters().isEmpty();
      case "valueOf" ->
          method.parameters().size() == 1
              && method.parameters().get(0).name().equals("java.lang.String");
      default -> false;
    };
  }
}
