package io.zklocked.runtime.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of strings and numbers without nesting: all that our nodes hold. Not thread-safe.
 */
public final class FlatJson {

  private final Map<String, String> members = new LinkedHashMap<>();

  /** Makes an empty object. */
  public FlatJson() {}

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value its value; null for no such member
   */
  public void add(String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  /**
   * Gives a member.
   *
   * @param name its name
   * @return its value, a number as it was written; null if there is none
   */
  public @Nullable String get(String name) {
    return members.get(name);
  }

  /**
   * Reads an object.
   *
   * @param text anything
   * @return the object; null if the text is anything else
   */
  public static @Nullable FlatJson parse(String text) {
    return new Parser(text).object();
  }

  /** The object as text. */
  @Override
  public String toString() {
    StringBuilder json = new StringBuilder("{");
    members.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ",");
          quote(json, name);
          json.append(':');
          quote(json, value);
        });
    return json.append('}').toString();
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
        // A lone surrogate has no UTF-8, and kazoo stops at data that is not UTF-8.
        json.append("\\u").append("%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /** A recursive-descent parser that gives up, by null, on whatever it does not know. */
  private static final class Parser {

    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    @Nullable FlatJson object() {
      FlatJson json = new FlatJson();
      if (!take('{')) {
        return null;
      }
      if (take('}')) {
        return json;
      }
      do {
        String name = string();
        if (name == null || !take(':')) {
          return null;
        }
        String value = value();
        if (value == null) {
          return null;
        }
        json.add(name, value);
      } while (take(','));
      return take('}') ? json : null;
    }

    private @Nullable String value() {
      skip();
      if (at < text.length() && text.charAt(at) == '"') {
        return string();
      }
      int start = at;
      while (at < text.length() && "+-.eE0123456789truefalsn".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at == start ? null : text.substring(start, at);
    }

    private @Nullable String string() {
      if (!take('"')) {
        return null;
      }
      StringBuilder value = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return value.toString();
        }
        if (c != '\\') {
          value.append(c);
        } else if (!escape(value)) {
          return null;
        }
      }
      return null;
    }

    private boolean escape(StringBuilder value) {
      if (at == text.length()) {
        return false;
      }
      char c = text.charAt(at++);
      int plain = "\"\\/bfnrt".indexOf(c);
      if (plain >= 0) {
        value.append("\"\\/\b\f\n\r\t".charAt(plain));
        return true;
      }
      if (c != 'u' || at + 4 > text.length()) {
        return false;
      }
      try {
        value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
        at += 4;
        return true;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    private boolean take(char c) {
      skip();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void skip() {
      while (at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
    }
  }
}
