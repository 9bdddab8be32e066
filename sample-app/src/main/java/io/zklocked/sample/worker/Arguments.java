package io.zklocked.sample.worker;

import java.util.HashMap;
import java.util.Map;

/** The arguments of a program, as pairs of {@code --name value}. Immutable. */
public final class Arguments {

  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads pairs.
   *
   * @param args names with their values
   * @return what was read
   * @throws IllegalArgumentException if a name has no value or does not start with two dashes
   */
  public static Arguments of(String... args) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException("expected --name value, not " + args[i]);
      }
      values.put(args[i].substring(2), args[i + 1]);
    }
    return new Arguments(Map.copyOf(values));
  }

  /**
   * A text.
   *
   * @param name the name without dashes
   * @param otherwise what it is when absent
   * @return the value
   */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /**
   * A whole number.
   *
   * @param name the name without dashes
   * @param otherwise what it is when absent
   * @return the value
   * @throws IllegalArgumentException if it is not a number
   */
  public int number(String name, int otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " needs a whole number, not " + value, e);
    }
  }
}
