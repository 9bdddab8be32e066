package io.zklocked.sample.demo;

import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. Immutable.
 *
 * @param help whether only the help is wanted
 * @param all whether every program is to be played
 * @param plays the programs, with what was chosen for each
 */
record CommandLine(boolean help, boolean all, Map<Play, Choices> plays) {

  private static final String ALL = "all";
  private static final String HELP = "--help";

  /**
   * Reads the command line.
   *
   * @param programs that there are; the first is played if none is named
   * @param args its arguments
   * @throws UsageException if one is wrong
   */
  static CommandLine parse(List<Play> programs, String... args) {
    Draft draft = new Draft(programs);
    for (Iterator<String> rest = Arrays.asList(args).iterator(); rest.hasNext(); ) {
      draft.take(rest.next(), rest);
    }
    return draft.finish();
  }

  /** The ensemble to use, or null to start one. */
  @Nullable String connect() {
    return plays.values().iterator().next().text(Option.CONNECT.name());
  }

  private static final class Draft {
    private final List<Play> programs;
    private final Map<String, String> given = new LinkedHashMap<>();
    private boolean help;
    private @Nullable String named;

    Draft(List<Play> programs) {
      this.programs = programs;
    }

    void take(String arg, Iterator<String> rest) {
      if (!arg.startsWith("-")) {
        takeProgram(arg);
        return;
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      @Nullable String value = equals < 0 ? null : arg.substring(equals + 1);
      if (name.equals(HELP) || name.equals("-h")) {
        help = true;
        return;
      }
      Option option = known(name);
      if (option.takes() == null) {
        if (value != null) {
          throw new UsageException(name + " takes no value.");
        }
        given.put(name, "yes");
      } else {
        if (value == null && !rest.hasNext()) {
          throw new UsageException(name + " needs a value.");
        }
        given.put(name, value == null ? rest.next() : value);
      }
    }

    private void takeProgram(String arg) {
      List<String> names = new ArrayList<>(programs.stream().map(Play::name).toList());
      names.add(ALL);
      if (!names.contains(arg)) {
        throw new UsageException(
            "There is no program %s.%s There are %s."
                .formatted(arg, Nearest.suggestion(arg, names), String.join(", ", names)));
      }
      if (named != null) {
        throw new UsageException("One program at a time: " + arg + " is one too many.");
      }
      named = arg;
    }

    private Option known(String name) {
      return programs.stream()
          .flatMap(play -> play.options().stream())
          .filter(option -> option.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new UsageException(unknown(name)));
    }

    private String unknown(String name) {
      TreeSet<String> names = new TreeSet<>(List.of(HELP));
      programs.forEach(play -> play.options().forEach(option -> names.add(option.name())));
      return "There is no option %s.%s There are %s."
          .formatted(name, Nearest.suggestion(name, names), String.join(", ", names));
    }

    CommandLine finish() {
      boolean all = ALL.equals(named);
      Map<Play, Choices> plays = new LinkedHashMap<>();
      for (Play play : programs) {
        if (all || play.name().equals(named) || (named == null && plays.isEmpty())) {
          if (!all) {
            refuseWhatIsForOthers(play);
          }
          Choices choices = Choices.of(play.options(), given);
          play.check(choices);
          plays.put(play, choices);
        }
      }
      return new CommandLine(help, all, plays);
    }

    private void refuseWhatIsForOthers(Play play) {
      for (String name : given.keySet()) {
        if (play.refusals().containsKey(name)) {
          throw new UsageException(
              "%s knows no %s: %s".formatted(play.name(), name, play.refusals().get(name)));
        }
        if (play.options().stream().noneMatch(option -> option.name().equals(name))) {
          String others =
              programs.stream()
                  .filter(p -> p.options().stream().anyMatch(option -> option.name().equals(name)))
                  .map(Play::name)
                  .collect(Collectors.joining(", "));
          throw new UsageException(
              "%s knows no %s, which is for %s. It knows %s."
                  .formatted(
                      play.name(),
                      name,
                      others,
                      play.options().stream()
                          .map(Option::name)
                          .sorted()
                          .collect(Collectors.joining(", "))));
        }
      }
    }
  }
}
