package io.zklocked.agent.report;

import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, indented, one value after the other. Keeps commas and line breaks; that objects and
 * arrays are closed as they were opened is the caller's. Not thread-safe.
 */
public final class JsonText {

  private static final String DIGITS = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder();
  private int depth;
  private boolean isFirst = true;
  private boolean isNamed;

  /** Makes an empty text. */
  public JsonText() {}

  /**
   * Opens an object.
   *
   * @return this
   */
  public JsonText object() {
    return open('{');
  }

  /**
   * Closes the innermost object.
   *
   * @return this
   */
  public JsonText endObject() {
    return close('}');
  }

  /**
   * Opens an array.
   *
   * @return this
   */
  public JsonText array() {
    return open('[');
  }

  /**
   * Closes the innermost array.
   *
   * @return this
   */
  public JsonText endArray() {
    return close(']');
  }

  /**
   * Names the next value of the innermost object.
   *
   * @param name the name
   * @return this
   */
  public JsonText name(String name) {
    separate();
    quote(name);
    text.append(": ");
    isNamed = true;
    return this;
  }

  /**
   * Writes a text.
   *
   * @param value the text, or null
   * @return this
   */
  public JsonText value(@Nullable String value) {
    separate();
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /**
   * Writes a number.
   *
   * @param value the number
   * @return this
   */
  public JsonText value(long value) {
    separate();
    text.append(value);
    return this;
  }

  /**
   * Writes a truth value.
   *
   * @param value the value
   * @return this
   */
  public JsonText value(boolean value) {
    separate();
    text.append(value);
    return this;
  }

  /** All that was written. */
  @Override
  public String toString() {
    return text.toString();
  }

  private JsonText open(char bracket) {
    separate();
    text.append(bracket);
    depth++;
    isFirst = true;
    return this;
  }

  private JsonText close(char bracket) {
    depth--;
    if (!isFirst) {
      line();
    }
    isFirst = false;
    text.append(bracket);
    return this;
  }

  private void separate() {
    if (isNamed) {
      isNamed = false;
      return;
    }
    if (!isFirst) {
      text.append(',');
    }
    if (depth > 0) {
      line();
    }
    isFirst = false;
  }

  private void line() {
    text.append('\n').append("  ".repeat(depth));
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || isLoneSurrogate(value, i)) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          text.append(DIGITS.charAt(c >> shift & 0xf));
        }
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /** Half of a pair alone has no UTF-8; names in class files may have it. */
  private static boolean isLoneSurrogate(String value, int at) {
    char c = value.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1))
        : Character.isLowSurrogate(c)
            && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }
}
