package io.zklocked.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method, as far as rules look at it. Immutable if its types are.
 *
 * @param form what there is to lock
 * @param owner the class that declares it
 * @param name its name
 * @param isStatic whether it is static
 * @param result the type of what it returns
 * @param parameters the types of its parameters
 * @param parameterNames by {@link io.zklocked.LockParam} or as compiled; null where unknown
 * @param tokens the positions of those that {@link io.zklocked.FencingToken} marks
 * @param thrown what it declares to throw; empty where that is unknown
 * @param siblings the methods of its class
 */
public record MethodSight(
    Form form,
    TypeSight owner,
    String name,
    boolean isStatic,
    TypeSight result,
    List<? extends TypeSight> parameters,
    List<@Nullable String> parameterNames,
    List<Integer> tokens,
    List<? extends TypeSight> thrown,
    Siblings siblings) {

  /** Shows the methods of a class. */
  @FunctionalInterface
  public interface Siblings {

    /**
     * Those that the class declares under a name.
     *
     * @param name the name
     * @return in any order; empty if there are none
     */
    List<MethodSight> named(String name);
  }

  /** What there is to lock. */
  public enum Form {
    /** A method with a body. */
    BODY,
    /** A method of an interface or an abstract class, without a body. */
    ABSTRACT,
    /** A method whose body is not Java's. */
    NATIVE,
    /** A constructor, or the initializer of a class. */
    CONSTRUCTOR
  }
}
