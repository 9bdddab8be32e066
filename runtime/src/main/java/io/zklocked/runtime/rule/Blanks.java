package io.zklocked.runtime.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in the blanks of a rule; see {@link LockText}. Immutable. */
final class Blanks {

  private static final String TYPE = "{class}";
  private static final String METHOD = "{method}";
  private static final String ATTRIBUTE = "{@";

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
        filled.append(type);
        at += TYPE.length();
      } else if (text.startsWith(METHOD, at)) {
        filled.append(method);
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

  private String attribute(String text, int at, int end) {
    String name = name(text, at, end);
    Object value = given.get(name);
    String said = value == null ? "" : text(value);
    int behind = at + ATTRIBUTE.length() + name.length();
    return said.isEmpty() && behind < end ? fill(text.substring(behind + 1, end)) : said;
  }

  /** Several values become one path. */
  private static String text(Object value) {
    if (!(value instanceof List<?> several)) {
      return Expressions.translate(String.valueOf(value));
    }
    StringBuilder text = new StringBuilder();
    for (@Nullable Object each : several) {
      text.append(text.length() == 0 ? "" : "/").append(Expressions.translate("" + each));
    }
    return text.toString();
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
