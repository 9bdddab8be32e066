package io.zklocked.sample.demo.stage;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.zookeeper.common.PathUtils;
import org.jspecify.annotations.Nullable;

/**
 * An option of a program. Immutable.
 *
 * @param name with its dashes
 * @param takes what its value must be, or null if it takes none
 * @param otherwise its value where the user gives none, or null
 */
public record Option(String name, @Nullable Syntax takes, @Nullable String otherwise) {

  /** The ensemble to use instead of one of the demo's own. */
  public static final Option CONNECT = new Option("--connect", Option::addresses, null);

  /** Guice applies the locks instead of the agent. */
  public static final Option GUICE = flag("--guice");

  /** Of all random sequences. */
  public static final Option SEED = number("--seed", 0, Integer.MAX_VALUE, 1);

  /** The same without locks. */
  public static final Option UNLOCKED = flag("--unlocked");

  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern ADDRESSES =
      Pattern.compile("[^\\s,/:=]+:\\d{1,5}(,[^\\s,/:=]+:\\d{1,5})*(/[^\\s,=]+)?");

  /** What a value must be. */
  @FunctionalInterface
  public interface Syntax {

    /**
     * Looks at a value.
     *
     * @param value as it was given
     * @return what is needed instead, or null if the value is right
     */
    @Nullable String wanted(String value);
  }

  /**
   * How many worker processes.
   *
   * @param least at least so many
   * @param most at most so many
   * @param otherwise where the user gives no number
   */
  public static Option processes(int least, int most, int otherwise) {
    return number("--processes", least, most, otherwise);
  }

  /**
   * For how long to work, where that is not decided by an amount of work.
   *
   * @param otherwise where the user gives no number, or null for a fixed amount of work
   */
  public static Option seconds(@Nullable Integer otherwise) {
    return number("--seconds", 1, 3_600, otherwise);
  }

  /**
   * An option with a whole number.
   *
   * @param name with its dashes
   * @param least the least that is allowed
   * @param most the most that is allowed
   * @param otherwise where the user gives no number; may be null
   */
  public static Option number(String name, int least, int most, @Nullable Integer otherwise) {
    return new Option(
        name,
        value -> isNumber(value, least, most) ? null : numbers(least, most),
        otherwise == null ? null : String.valueOf(otherwise));
  }

  /**
   * An option without a value.
   *
   * @param name with its dashes
   */
  public static Option flag(String name) {
    return new Option(name, null, null);
  }

  /**
   * Looks at a value.
   *
   * @param value as it was given
   * @throws UsageException if it is wrong
   */
  void check(String value) {
    String wanted = takes == null ? null : takes.wanted(value);
    if (wanted != null) {
      throw new UsageException(name + " needs " + wanted + ", not \"" + value + "\".");
    }
  }

  private static String numbers(int least, int most) {
    return most == Integer.MAX_VALUE
        ? "a whole number from " + least + " on"
        : "a whole number from " + least + " to " + most;
  }

  private static boolean isNumber(String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      return number >= least && number <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static @Nullable String addresses(String value) {
    return ADDRESSES.matcher(value).matches() && arePorts(value) && isChroot(value)
        ? null
        : "host:port[,host:port...][/chroot]";
  }

  private static boolean arePorts(String addresses) {
    return Arrays.stream(addresses.split("/", 2)[0].split(","))
        .map(address -> address.substring(address.indexOf(':') + 1))
        .allMatch(port -> isNumber(port, 1, HIGHEST_PORT));
  }

  private static boolean isChroot(String addresses) {
    int slash = addresses.indexOf('/');
    try {
      PathUtils.validatePath(slash < 0 ? "/" : addresses.substring(slash));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
