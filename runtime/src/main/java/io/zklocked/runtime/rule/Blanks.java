package io.zklocked.runtime.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in the blanks of a rule; see {@link LockText}. Immutable. */
final class Blanks {

  private static final String TYPE = "{class}";
  static final String METHOD = "{method}";
  private static final String ATTRIBUTE = "{@";
  private static final String EXPRESSION = "#";

  /** Stands before the name of an attribute whose value is the type's, and not the use's. */
  static final String DEFAULT = "default ";

  private final String type;
  private final String method;
  private final Map<String, Object> given;

  Blanks(String type, String method, Map<String, Object> given) {
    this.type = type;
    this.method = method;
    this.given = given;
  }

  static boolean askAnnotation(String text) {
    return text.contains(ATTRIBUTE);
  }

  /**
   * Where a blank about an annotation is malformed.
   *
   * @return the offset of its brace, or -1
   */
  static int malformed(String text) {
    for (int at = text.indexOf(ATTRIBUTE); at >= 0; at = text.indexOf(ATTRIBUTE, at + 2)) {
      int end = closing(text, at);
      if (end < 0 || name(text, at, end).isEmpty()) {
        return at;
      }
    }
    return -1;
  }

  String fill(String text) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith(TYPE, at)) {
        filled.append(plain(type));
        at += TYPE.length();
      } else if (text.startsWith(METHOD, at)) {
        filled.append(plain(method));
        at += METHOD.length();
      } else if (text.startsWith(ATTRIBUTE, at)) {
        int end = closing(text, at);
        filled.append(attribute(text, at, end));
        at = end + 1;
      } else {
        filled.append(text.charAt(at++));
      }
    }
    return filled.toString();
  }

  /** A name is literal text, and braces are none. */
  private static String plain(String name) {
    if (name.indexOf('{') >= 0 || name.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "the name " + RuleText.shown(name) + " cannot be part of a key; write the key out");
    }
    return name;
  }

  /** What is written at the use; the text of the rule; what the type of the annotation says. */
  private String attribute(String text, int at, int end) {
    String name = name(text, at, end);
    boolean isExpression = name.startsWith(EXPRESSION);
    String attribute = isExpression ? name.substring(1) : name;
    String said = text(given.get(attribute), isExpression);
    int behind = at + ATTRIBUTE.length() + name.length();
    if (said.isEmpty() && behind < end) {
      return fill(text.substring(behind + 1, end));
    }
    return said.isEmpty() ? text(given.get(DEFAULT.concat(attribute)), isExpression) : said;
  }

  /** Several values become one path. */
  private static String text(@Nullable Object value, boolean isExpression) {
    if (value instanceof List<?> several) {
      StringBuilder text = new StringBuilder();
      for (@Nullable Object each : several) {
        String part = text(each, isExpression);
        text.append(text.length() == 0 || part.isEmpty() ? "" : "/").append(part);
      }
      return text.toString();
    }
    String said = value == null ? "" : value.toString();
    return isExpression ? Expressions.whole(said) : Expressions.within(said);
  }

  private static String name(String text, int at, int end) {
    int colon = text.indexOf(':', at);
    return text.substring(at + ATTRIBUTE.length(), colon < 0 || colon > end ? end : colon);
  }

  private static int closing(String text, int at) {
    int open = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        open++;
      } else if (c == '}' && --open == 0) {
        return i;
      }
    }
    return -1;
  }
}
