package io.zklocked.rules;

import java.util.List;

/**
 * An erased type, as far as rules look at it. Where somebody cannot see that far, such as a reader
 * of one class file, the answer is that of a type without supertypes and accessors.
 */
public interface TypeSight {

  /**
   * The name for messages and for comparison.
   *
   * @return such as {@code long}, {@code com.acme.Order$Line} or {@code long[]}
   */
  String name();

  /**
   * Whether the type is primitive, or void.
   *
   * @return whether it is no type of objects
   */
  boolean isPrimitive();

  /**
   * Whether the type is an array.
   *
   * @return whether it is
   */
  boolean isArray();

  /**
   * Whether the type is that of an enum.
   *
   * @return whether it is; not for {@link Enum} itself
   */
  boolean isEnum();

  /**
   * Whether the type is a given one, or extends or implements it; whichever loader that comes from.
   *
   * @param name the binary name of a class or interface
   * @return whether it is one
   */
  boolean isA(String name);

  /**
   * Whether a variable of this type takes values of a given one.
   *
   * @param value a type of the JDK
   * @return whether it does
   */
  boolean takes(Class<?> value);

  /**
   * Whether the type is a record with a given component.
   *
   * @param name the name of the component
   * @return whether it has one
   */
  boolean hasComponent(String name);

  /**
   * The methods of the type without parameters: those of superclasses too, then those of all
   * interfaces, the nearest first, each as often as it is declared. Not those of {@link Object}.
   *
   * @return the methods, also static ones, and those without a result
   */
  List<GetterSight> getters();

  /**
   * Whether nothing certain can be said of the type, because it, or what it extends, is missing.
   *
   * @return whether a rule had better be silent
   */
  boolean isUnresolved();
}
