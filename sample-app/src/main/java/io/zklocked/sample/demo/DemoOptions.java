package io.zklocked.sample.demo;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. Immutable.
 *
 * @param programs which programs run
 * @param help whether only the help is wanted
 * @param connect the ensemble to use, or null to start one
 * @param guice whether Guice applies the locks, and not the agent
 * @param processes how many workers
 * @param calls how many locked calls each worker of the bank makes; two to a transfer
 * @param seed of all random sequences
 */
record DemoOptions(
    Programs programs,
    boolean help,
    @Nullable String connect,
    boolean guice,
    int processes,
    int calls,
    int seed) {

  /** Which programs run. */
  enum Programs {
    BANK,
    MUTEX,
    ALL;

    boolean include(Programs program) {
      return this == ALL || this == program;
    }
  }

  private static final List<String> KNOWN =
      List.of("--help", "--connect", "--guice", "--processes", "--calls", "--seed");
  private static final Pattern ADDRESSES =
      Pattern.compile("[^\\s,/:=]+:\\d{1,5}(,[^\\s,/:=]+:\\d{1,5})*(/[^\\s,=]+)?");

  /**
   * Reads the command line.
   *
   * @param args its arguments
   * @return what they ask for
   * @throws UsageException if one is wrong
   */
  static DemoOptions parse(String... args) {
    Draft draft = new Draft();
    for (Iterator<String> rest = Arrays.asList(args).iterator(); rest.hasNext(); ) {
      draft.take(rest.next(), rest);
    }
    return draft.options();
  }

  private static final class Draft {
    private @Nullable Programs programs;
    private boolean help;
    private @Nullable String connect;
    private boolean guice;
    private int processes = 4;
    private int calls = 400;
    private int seed = 1;

    void take(String arg, Iterator<String> rest) {
      int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
      String name = equals < 0 ? arg : arg.substring(0, equals);
      @Nullable String value = equals < 0 ? null : arg.substring(equals + 1);
      switch (name) {
        case "-h", "--help" -> help = flag(name, value);
        case "--guice" -> guice = flag(name, value);
        case "--connect" -> connect = addresses(value(name, value, rest));
        case "--processes" -> processes = number(name, value(name, value, rest), 2, 32);
        case "--calls" -> calls = number(name, value(name, value, rest), 2, 100_000);
        case "--seed" -> seed = number(name, value(name, value, rest), 0, Integer.MAX_VALUE);
        default -> takeProgram(arg);
      }
    }

    private void takeProgram(String arg) {
      if (arg.startsWith("-")) {
        throw new UsageException("There is no option " + arg + ". There are " + KNOWN + ".");
      }
      if (programs != null) {
        throw new UsageException("One program at a time: " + arg + " is one too many.");
      }
      programs =
          switch (arg) {
            case "bank" -> Programs.BANK;
            case "mutex" -> Programs.MUTEX;
            case "all" -> Programs.ALL;
            default ->
                throw new UsageException(
                    "There is no program " + arg + ". There are bank, mutex and all.");
          };
    }

    DemoOptions options() {
      return new DemoOptions(
          programs == null ? Programs.ALL : programs, help, connect, guice, processes, calls, seed);
    }

    private static boolean flag(String name, @Nullable String value) {
      if (value != null) {
        throw new UsageException(name + " takes no value.");
      }
      return true;
    }

    private static String value(String name, @Nullable String value, Iterator<String> rest) {
      if (value != null) {
        return value;
      }
      if (!rest.hasNext()) {
        throw new UsageException(name + " needs a value.");
      }
      return rest.next();
    }

    private static int number(String name, String value, int least, int most) {
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below, as for a number out of range
      }
      throw new UsageException(
          "%s needs a whole number from %d to %d, not \"%s\".".formatted(name, least, most, value));
    }

    private static String addresses(String value) {
      if (!ADDRESSES.matcher(value).matches()) {
        throw new UsageException(
            "--connect needs host:port[,host:port...][/chroot], not \"" + value + "\".");
      }
      return value;
    }
  }
}
