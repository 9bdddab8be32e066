package io.zklocked.rules;

import io.zklocked.syntax.Condition;
import io.zklocked.syntax.Part;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import java.util.List;

/**
 * A point on a path of a template or a condition, for messages. Immutable.
 *
 * @param kind what the text is, such as {@code template}
 * @param text the text as it was written
 * @param placeholder the path
 * @param steps how many steps of the path lead to this point
 */
public record Place(String kind, String text, Part.Placeholder placeholder, int steps) {

  private static final String TEMPLATE = "template";

  /**
   * The end of a path of a template.
   *
   * @param template the template
   * @param placeholder the path
   * @return the point where its value is
   */
  public static Place endOf(Template template, Part.Placeholder placeholder) {
    return new Place(TEMPLATE, template.text(), placeholder, placeholder.steps().size());
  }

  /**
   * The end of the path of a condition.
   *
   * @param condition the condition
   * @return the point where its value is
   */
  public static Place endOf(Condition condition) {
    return new Place(
        "condition", condition.text(), condition.path(), condition.path().steps().size());
  }

  /**
   * Another point on the same path.
   *
   * @param step how many steps lead to it
   * @return the point
   */
  public Place at(int step) {
    return new Place(kind, text, placeholder, step);
  }

  /**
   * The path up to this point.
   *
   * @return as it would be written
   */
  public String path() {
    List<String> names = List.of(placeholder.text().split("\\."));
    return String.join(".", names.subList(0, steps + 1));
  }

  String path(String step) {
    return path() + "." + step;
  }

  /** Another path, as it would be written here. */
  String written(String path) {
    return kind.equals(TEMPLATE) ? "{" + path + "}" : path;
  }

  /**
   * Words what is wrong here.
   *
   * @param problem what is wrong
   * @param remedy what to do
   * @return the refusal, to be thrown
   */
  public SyntaxException refused(String problem, String remedy) {
    String path = kind.equals(TEMPLATE) ? "{" + placeholder.text() + "}: " : "";
    return new SyntaxException(kind, text, placeholder.column(), path + problem, remedy);
  }
}
