package io.zklocked.syntax;

/** What the path of a placeholder starts from. Immutable. */
public sealed interface Root {

  /** The object of the call: {@code this}. */
  record This() implements Root {}

  /**
   * An argument by its position.
   *
   * @param index from 0
   */
  record Argument(int index) implements Root {}

  /**
   * An argument by the name of its parameter.
   *
   * @param name a Java identifier
   */
  record Parameter(String name) implements Root {}
}
