package io.zklocked.sample.demo.stage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of the options of one program. Immutable. */
public final class Choices {

  private final Map<String, String> values;

  private Choices(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Takes what the user gave, and what holds where nothing was given.
   *
   * @param options that the program knows
   * @param given the user's values by name; those of options that it does not know are left out
   * @throws UsageException if a value is wrong
   */
  public static Choices of(Collection<Option> options, Map<String, String> given) {
    Map<String, String> values = new HashMap<>();
    for (Option option : options) {
      String value = given.get(option.name());
      if (value != null) {
        option.check(value);
        values.put(option.name(), value);
      } else if (option.otherwise() != null) {
        values.put(option.name(), option.otherwise());
      }
    }
    return new Choices(values);
  }

  /**
   * Whether an option was given, or has a value anyway.
   *
   * @param name with its dashes
   */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * A value as text.
   *
   * @param name with its dashes
   * @return the value, or null if there is none
   */
  public @Nullable String text(String name) {
    return values.get(name);
  }

  /**
   * A whole number.
   *
   * @param name with its dashes
   * @throws IllegalArgumentException if it has no value: ask {@link #has} first
   */
  public int number(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return Integer.parseInt(value);
  }

  /** How many worker processes. */
  public int processes() {
    return number("--processes");
  }

  /** Of all random sequences. */
  public int seed() {
    return number("--seed");
  }

  /** Whether Guice applies the locks, and not the agent. */
  public boolean guice() {
    return has("--guice");
  }

  /** Whether there shall be no locks. */
  public boolean unlocked() {
    return has("--unlocked");
  }
}
