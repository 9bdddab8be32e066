package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
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
record Place(String template, Part.Placeholder placeholder, int steps) {

  static Place endOf(String template, Part.Placeholder placeholder) {
    return new Place(template, placeholder, placeholder.steps().size());
  }

  Place at(int step) {
    return new Place(template, placeholder, step);
  }

  /** The path up to this point, as it would be written. */
  String path() {
    List<String> names = List.of(placeholder.text().split("\\."));
    return String.join(".", names.subList(0, steps + 1));
  }

  String path(String step) {
    return path() + "." + step;
  }

  LockKeyException refused(String problem, String remedy) {
    return Refusal.of(template, placeholder.column(), within(problem), remedy);
  }

  LockKeyException refused(String problem, String remedy, Throwable cause) {
    SyntaxException shown =
        new SyntaxException("template", template, placeholder.column(), within(problem), remedy);
    return Refusal.of(String.valueOf(shown.getMessage()), cause);
  }

  private String within(String problem) {
    return "{" + placeholder.text() + "}: " + problem;
  }
}
