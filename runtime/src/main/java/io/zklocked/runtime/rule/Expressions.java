package io.zklocked.runtime.rule;

/**
 * Translates what other libraries' annotations say in Spring's expression language, as far as that
 * is a parameter and its properties: {@code #order.id} where the whole is an expression, <code>
 * #{#order.id}</code> within a text. Whatever else is an expression is refused: it would have to be
 * run. Stateless.
 */
final class Expressions {

  private static final String OPEN = "#{";

  private Expressions() {}

  /**
   * Translates an expression.
   *
   * @return a template; empty for an empty text
   * @throws IllegalArgumentException if it is not understood
   */
  static String whole(String expression) {
    return expression.isEmpty() ? "" : path(expression.strip(), expression);
  }

  /**
   * Translates a text.
   *
   * @return a template
   * @throws IllegalArgumentException if it has an expression that is not understood
   */
  static String within(String text) {
    StringBuilder template = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int end = text.indexOf('}', open);
      if (end < 0) {
        throw refused(text);
      }
      template.append(text, at, open).append(path(text.substring(open + 2, end).strip(), text));
      at = end + 1;
    }
    return template.append(text, at, text.length()).toString();
  }

  private static String path(String expression, String text) {
    if (expression.length() < 2 || expression.charAt(0) != '#') {
      throw refused(text);
    }
    String path = expression.substring(1);
    for (String name : path.split("\\.", -1)) {
      if (!isName(name)) {
        throw refused(text);
      }
    }
    boolean isPosition =
        path.length() > 1
            && (path.charAt(0) == 'p' || path.charAt(0) == 'a')
            && Character.isDigit(path.charAt(1));
    return "{" + (isPosition ? path.substring(1) : path) + "}";
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0)) || name.equals("root")) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      if (!Character.isJavaIdentifierPart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "its annotation says "
            + RuleText.shown(text)
            + ", of which only #parameter and #parameter.property are understood; name the method"
            + " in a rule of its own, with a template such as orders/{order.id}");
  }
}
