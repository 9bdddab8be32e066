package io.zklocked.rules;

import io.zklocked.syntax.Part;
import io.zklocked.syntax.SyntaxException;
import java.util.List;

/**
 * A point on the path of a placeholder, for messages. Immutable.
 *
 * @param template the template as it was written
 * @param placeholder the placeholder
 * @param steps how many steps of its path lead to this point
 */
public record Place(String template, Part.Placeholder placeholder, int steps) {

  /**
   * The end of a path.
   *
   * @param template the template as it was written
   * @param placeholder the placeholder
   * @return the point where its value is
   */
  public static Place endOf(String template, Part.Placeholder placeholder) {
    return new Place(template, placeholder, placeholder.steps().size());
  }

  /**
   * Another point on the same path.
   *
   * @param step how many steps lead to it
   * @return the point
   */
  public Place at(int step) {
    return new Place(template, placeholder, step);
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

  /**
   * Words what is wrong here.
   *
   * @param problem what is wrong
   * @param remedy what to do
   * @return the refusal, to be thrown
   */
  public SyntaxException refused(String problem, String remedy) {
    return new SyntaxException(
        "template",
        template,
        placeholder.column(),
        "{" + placeholder.text() + "}: " + problem,
        remedy);
  }
}
