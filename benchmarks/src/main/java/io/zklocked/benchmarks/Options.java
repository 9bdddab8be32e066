package io.zklocked.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. Immutable.
 *
 * @param command what to do
 * @param servers how many ZooKeeper servers: 1 or 3
 * @param roundTrip what is added to each round trip
 * @param rounds how often everything is measured
 * @param only the parts and peers that are measured; empty for all
 * @param quick whether only to try whether everything works
 * @param keys the largest number of distinct keys
 */
record Options(
    Command command,
    int servers,
    Duration roundTrip,
    int rounds,
    Set<String> only,
    boolean quick,
    int keys) {

  /** What can be done. */
  enum Command {
    COMPARE,
    SCALE,
    HELP
  }

  /** The parts of the comparison. */
  static final List<String> COMPARED =
      List.of("latency", "far", "threads", "jvms", "readers", "calls", "quick", "remote");

  /** The parts of the scale. */
  static final List<String> SCALED = List.of("threads", "sessions", "keys", "watches", "orders");

  private static final List<String> KNOWN =
      List.of("--servers", "--round-trip", "--rounds", "--only", "--quick", "--keys", "--help");

  /**
   * Reads the command line.
   *
   * @throws UsageException if it is wrong
   */
  static Options parse(String... args) {
    Draft draft = new Draft();
    for (Iterator<String> rest = Arrays.asList(args).iterator(); rest.hasNext(); ) {
      draft.take(rest.next(), rest);
    }
    return draft.options();
  }

  /** Whether a part is wanted. */
  boolean wantsPart(String name) {
    return only.stream().noneMatch(parts()::contains) || only.contains(name);
  }

  /** Whether a peer is wanted. */
  boolean wantsPeer(PeerKind kind) {
    return only.stream().allMatch(parts()::contains) || only.contains(kind.id());
  }

  private List<String> parts() {
    return command == Command.SCALE ? SCALED : COMPARED;
  }

  private static final class Draft {
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,4})ms");

    private @Nullable Command command;
    private int servers = 1;
    private Duration roundTrip = Duration.ZERO;
    private int rounds = -1;
    private Set<String> only = Set.of();
    private boolean quick;
    private int keys = -1;

    void take(String arg, Iterator<String> rest) {
      int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
      String name = equals < 0 ? arg : arg.substring(0, equals);
      @Nullable String value = equals < 0 ? null : arg.substring(equals + 1);
      switch (name) {
        case "-h", "--help" -> command = Command.HELP;
        case "--quick" -> quick = flag(name, value);
        case "--servers" -> servers = servers(value(name, value, rest));
        case "--round-trip" -> roundTrip = millis(name, value(name, value, rest));
        case "--rounds" -> rounds = number(name, value(name, value, rest), 1, 1_000);
        case "--keys" -> keys = number(name, value(name, value, rest), 1_000, 10_000_000);
        case "--only" ->
            only = new TreeSet<>(Arrays.asList(value(name, value, rest).split(",", -1)));
        default -> takeCommand(arg);
      }
    }

    private void takeCommand(String arg) {
      if (arg.startsWith("-")) {
        throw new UsageException("There is no option " + arg + ". There are " + KNOWN + ".");
      }
      if (command == Command.HELP) {
        return;
      }
      if (command != null) {
        throw new UsageException("One command at a time: " + arg + " is one too many.");
      }
      command =
          switch (arg) {
            case "compare" -> Command.COMPARE;
            case "scale" -> Command.SCALE;
            default ->
                throw new UsageException(
                    "There is no command " + arg + ". There are compare and scale.");
          };
    }

    Options options() {
      if (command == null) {
        throw new UsageException("Say what to do: compare or scale. --help explains.");
      }
      Options options =
          new Options(
              command,
              servers,
              roundTrip,
              rounds > 0 ? rounds : quick ? 2 : 5,
              only,
              quick,
              keys > 0 ? keys : quick ? 1_000 : 100_000);
      check(options);
      return options;
    }

    private static void check(Options options) {
      List<String> names =
          Stream.concat(options.parts().stream(), Stream.of(PeerKind.values()).map(PeerKind::id))
              .toList();
      for (String name : options.only) {
        if (options.command != Command.HELP && !names.contains(name)) {
          throw new UsageException("--only has no " + name + ". There are " + names + ".");
        }
      }
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

    private static int servers(String value) {
      int servers = number("--servers", value, 1, 3);
      if (servers == 2) {
        throw new UsageException("--servers needs 1 or 3: two are no safer than one.");
      }
      return servers;
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

    private static Duration millis(String name, String value) {
      Matcher matcher = MILLIS.matcher(value);
      if (!matcher.matches()) {
        throw new UsageException(
            name + " needs a time of 0ms to 9999ms such as 2ms, not \"" + value + "\".");
      }
      return Duration.ofMillis(Long.parseLong(matcher.group(1)));
    }
  }
}
