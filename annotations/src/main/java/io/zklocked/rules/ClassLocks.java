package io.zklocked.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * Which methods the compiler makes for a class, by name and types: for records also those that
   * are written out, which their class files do not tell apart.
   *
   * @param isEnum whether the class is an enum
   * @param components the names of the components of a record; null for other classes
   * @return such as {@code valueOf(java.lang.String)}
   */
  public static Set<String> made(boolean isEnum, @Nullable Collection<String> components) {
    if (isEnum) {
      return Set.of("values()", "valueOf(java.lang.String)");
    }
    if (components == null) {
      return Set.of();
    }
    Set<String> made =
        new HashSet<>(Set.of("toString()", "hashCode()", "equals(java.lang.Object)"));
    for (String component : components) {
      made.add(component + "()");
    }
    return made;
  }

  /**
   * Whether the lock on a class is for a method that is declared there, unless it has its own.
   *
   * @param made what {@link #made} says of the class
   * @param isPublic whether the method is public
   * @param method the method
   * @return not for constructors, nor for what the compiler makes
   */
  public static boolean cover(Set<String> made, boolean isPublic, MethodSight method) {
    return isPublic
        && method.form() != MethodSight.Form.CONSTRUCTOR
        && (made.isEmpty() || !made.contains(signature(method)));
  }

  private static String signature(MethodSight method) {
    List<String> types = new ArrayList<>();
    for (TypeSight type : method.parameters()) {
      types.add(type.name());
    }
    return method.name() + "(" + String.join(",", types) + ")";
  }
}
