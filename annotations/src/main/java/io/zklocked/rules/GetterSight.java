package io.zklocked.rules;

/** A method without parameters, as far as rules look at it. */
public interface GetterSight {

  /**
   * Its name.
   *
   * @return its name
   */
  String name();

  /**
   * The type of what it gives.
   *
   * @return the declared type, erased; that of {@code void} if it gives nothing
   */
  TypeSight result();

  /**
   * Whether it is static.
   *
   * @return whether it is
   */
  boolean isStatic();

  /**
   * Whether the compiler made it, to lead to another method.
   *
   * @return whether it is a bridge
   */
  boolean isBridge();

  /**
   * Whether the class that declares the locked method may call it.
   *
   * @return whether it may
   */
  boolean isAccessible();
}
