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
    if (path.indexOf('{') >= 0 || path.indexOf('}') >= 0) {
      throw refusal(text, before + 1, "a path stands here without braces", "leave them out");
    }
    try {
      List<Part> parts = new TemplateParser("{" + path + "}").parse();
      Part.Placeholder found = (Part.Placeholder) parts.get(0); // as nothing in it ends it before
      return new Condition(
          text,
          negated,
          new Part.Placeholder(found.root(), found.steps(), found.text(), before + 1));
    } catch (SyntaxException e) {
      throw refusal(text, Math.max(1, e.column() - 1 + before), e.problem(), e.remedy());
    }
  }

  private static SyntaxException refusal(String text, int column, String problem, String remedy) {
    return new SyntaxException("condition", text, column, problem, remedy);
  }
}
