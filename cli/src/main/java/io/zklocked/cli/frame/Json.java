package io.zklocked.cli.frame;

import io.zklocked.runtime.engine.Printable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the making. Its text is one line of ASCII, whatever strangers have written. Not
 * thread-safe.
 */
public final class Json {

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** Makes an empty object. */
  public Json() {}

  /**
   * Adds a member.
   *
   * @param name its name
   * @param value a string, number or boolean, another object, or an {@link Iterable} of such; null
   *     is written as null
   * @return this
   */
  public Json with(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** The object as text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    write(text);
    return text.toString();
  }

  private void write(StringBuilder text) {
    text.append('{');
    String separator = "";
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      text.append(separator);
      quote(text, member.getKey());
      text.append(':');
      write(text, member.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private static void write(StringBuilder text, @Nullable Object value) {
    if (value instanceof Json object) {
      object.write(text);
    } else if (value instanceof Iterable<?> all) {
      text.append('[');
      for (Iterator<?> each = all.iterator(); each.hasNext(); ) {
        write(text, each.next());
        text.append(each.hasNext() ? "," : "");
      }
      text.append(']');
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      quote(text, value.toString());
    }
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        text.append(c);
      } else {
        text.append("\\u%04x".formatted((int) c));
      }
    }
    text.append('"');
  }

  /**
   * A stranger's text for a terminal.
   *
   * @param text anything
   * @return one line, cut and without control characters
   */
  public static String shown(String text) {
    return Printable.of(text, 1_000);
  }
}
