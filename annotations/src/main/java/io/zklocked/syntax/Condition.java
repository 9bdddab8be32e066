package io.zklocked.syntax;

import java.util.List;

/**
 * When a lock is wanted, as its annotation writes it: {@code order.express}, {@code !dryRun}, a
 * path as in a placeholder, without braces. Immutable.
 *
 * @param text the condition as it was written
 * @param isNegated whether the lock is wanted where the path leads to false
 * @param path the path
 */
public record Condition(String text, boolean isNegated, Part.Placeholder path) {

  /**
   * Parses a condition.
   *
   * @param text a path, or one behind an exclamation mark
   * @return the condition
   * @throws SyntaxException if it is malformed
   */
  public static Condition parse(String text) {
    boolean negated = text.startsWith("!");
    int before = negated ? 1 : 0;
    String path = text.substring(before);
    if (path.isEmpty()) {
      throw refusal(text, before + 1, "a name is missing", "write a path, as in !dryRun");
    }
    try {
      List<Part> parts = new TemplateParser("{" + path + "}").parse();
      if (parts.size() == 1 && parts.get(0) instanceof Part.Placeholder found) {
        Part.Placeholder placed =
            new Part.Placeholder(found.root(), found.steps(), found.text(), before + 1);
        return new Condition(text, negated, placed);
      }
    } catch (SyntaxException e) {
      throw refusal(text, Math.max(1, e.column() - 1 + before), e.problem(), e.remedy());
    }
    throw refusal(text, before + 1, "this is more than one path", "write one, as in order.express");
  }

  private static SyntaxException refusal(String text, int column, String problem, String remedy) {
    return new SyntaxException("condition", text, column, problem, remedy);
  }
}
