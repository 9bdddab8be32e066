package io.zklocked.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.UsageException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void nothingMeansTheBankWithItsDefaults() {
    CommandLine line = parse("");

    assertThat(line.plays().keySet()).extracting(Play::name).containsExactly("bank");
    assertThat(line.all()).isFalse();
    assertThat(line.connect()).isNull();
    Choices choices = only(line);
    assertThat(choices.processes()).isEqualTo(4);
    assertThat(choices.number("--calls")).isEqualTo(400);
    assertThat(choices.has("--seconds")).isFalse();
    assertThat(choices.guice()).isFalse();
    assertThat(choices.unlocked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bank --guice --connect zk1:2181,zk2:2181/app --processes=3 --calls 50 --seed=9",
        "--seed 9 --calls=50 --processes 3 --connect=zk1:2181,zk2:2181/app --guice bank"
      })
  void everyOptionIsTakenWithASpaceOrAnEqualsSignAndInAnyOrder(String words) {
    CommandLine line = parse(words);

    assertThat(line.connect()).isEqualTo("zk1:2181,zk2:2181/app");
    Choices choices = only(line);
    assertThat(choices.processes()).isEqualTo(3);
    assertThat(choices.number("--calls")).isEqualTo(50);
    assertThat(choices.seed()).isEqualTo(9);
    assertThat(choices.guice()).isTrue();
  }

  @Test
  void allTakesEveryProgramAndGivesEachTheOptionsThatItKnows() {
    CommandLine line = parse("all --calls 50 --processes 3");

    assertThat(line.all()).isTrue();
    assertThat(line.plays().keySet()).containsExactlyElementsOf(Demo.PROGRAMS);
    line.plays()
        .forEach(
            (play, choices) ->
                assertThat(choices.has("--calls")).isEqualTo(play.name().equals("bank")));
  }

  @Test
  void helpIsTaken() {
    assertThat(parse("--help").help()).isTrue();
    assertThat(parse("-h mutex").help()).isTrue();
  }

  @Test
  void helpNamesEveryProgramWithItsOptions() {
    for (Play play : Demo.PROGRAMS) {
      String help = Demo.help();
      int begin = help.replace('\n', ' ').indexOf("   " + play.name() + " ");
      assertThat(begin).as(play.name()).isPositive();
      String part = help.substring(begin, help.indexOf("\n  all "));
      for (Option option : play.options()) {
        assertThat(option.equals(Option.CONNECT) ? help : part).contains(option.name());
      }
    }
  }

  @Test
  void optionTakesAValueInAllProgramsOrInNone() {
    Map<String, Boolean> takes = new HashMap<>();
    for (Play play : Demo.PROGRAMS) {
      for (Option option : play.options()) {
        boolean value = option.takes() != null;
        assertThat(takes.getOrDefault(option.name(), value)).as(option.name()).isEqualTo(value);
        takes.put(option.name(), value);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--conect zk:1         | There is no option --conect. Did you mean --connect? There are --",
        "-x                    | There is no option -x. There are --",
        "bnak                  | There is no program bnak. Did you mean bank? There are bank,"
            + " mutex",
        "shop                  | There is no program shop. There are bank, mutex",
        "bank mutex            | One program at a time",
        "mutex --calls 4       | mutex knows no --calls, which is for bank. It knows --connect, --",
        "two-phase-commit --unlocked | two-phase-commit knows no --unlocked: the lock's fencing",
        "--calls               | --calls needs a value",
        "--calls many          | --calls needs a whole number from 2 to 100000, not \"many\"",
        "--calls 1             | --calls needs a whole number from 2",
        "--processes 1         | --processes needs a whole number from 2 to 32",
        "--processes=99        | --processes needs a whole number from 2 to 32",
        "all --processes=99    | --processes needs a whole number from 2 to 32",
        "--seconds 0           | --seconds needs a whole number from 1 to 3600",
        "--seed -1             | --seed needs a whole number from 0",
        "--guice=yes           | --guice takes no value",
        "--connect             | --connect needs a value",
        "--connect zk1         | --connect needs host:port",
        "--connect zk1:2181,   | --connect needs host:port",
        "--connect zk1:port    | --connect needs host:port",
        "--connect=            | --connect needs host:port",
        "--connect memory      | --connect needs host:port",
        "--connect zk1:0       | --connect needs host:port",
        "--connect zk1:1,b:65536 | --connect needs host:port",
        "--connect zk1:2181/a/ | --connect needs host:port",
        "--connect zk1:1//b    | --connect needs host:port",
        "philosophers --naive --unlocked | --naive and --unlocked show different things",
        "all --unlocked --naive | --naive and --unlocked show different things",
      })
  void wrongOptionIsNamedWithWhatIsRight(String words, String message) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static Choices only(CommandLine line) {
    assertThat(line.plays()).hasSize(1);
    return line.plays().values().iterator().next();
  }

  private static CommandLine parse(String words) {
    String[] args = words.isEmpty() ? new String[0] : words.split(" ");
    return CommandLine.parse(Demo.PROGRAMS, args);
  }
}
