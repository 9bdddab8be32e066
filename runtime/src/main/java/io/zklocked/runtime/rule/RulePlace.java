package io.zklocked.runtime.rule;

/**
 * Where a rule stands. Immutable.
 *
 * @param file the name of its file
 * @param line its line, from 1
 */
public record RulePlace(String file, int line) {

  /** For people, such as {@code locks.rules:3}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
