package io.zklocked.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.sample.demo.DemoOptions.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

  @Test
  void nothingMeansAllWithTheDefaults() {
    assertThat(DemoOptions.parse())
        .isEqualTo(new DemoOptions(Programs.ALL, false, null, false, 4, 400, 1));
  }

  @Test
  void everyOptionIsTakenWithASpaceOrAnEqualsSign() {
    DemoOptions expected =
        new DemoOptions(Programs.BANK, false, "zk1:2181,zk2:2181/app", true, 3, 50, 9);

    assertThat(
            DemoOptions.parse(
                "bank",
                "--guice",
                "--connect",
                "zk1:2181,zk2:2181/app",
                "--processes=3",
                "--calls",
                "50",
                "--seed=9"))
        .isEqualTo(expected);
    assertThat(
            DemoOptions.parse(
                "--seed",
                "9",
                "--calls=50",
                "--processes",
                "3",
                "--connect=zk1:2181,zk2:2181/app",
                "--guice",
                "bank"))
        .isEqualTo(expected);
  }

  @Test
  void helpIsTaken() {
    assertThat(DemoOptions.parse("--help").help()).isTrue();
    assertThat(DemoOptions.parse("-h", "mutex").help()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--conect zk:1        | There is no option --conect",
        "-x                   | There is no option -x",
        "shop                 | There is no program shop. There are bank, mutex and all.",
        "bank mutex           | One program at a time",
        "--calls              | --calls needs a value",
        "--calls many         | --calls needs a whole number from 2 to 100000, not \"many\"",
        "--calls 1            | --calls needs a whole number from 2",
        "--processes 1        | --processes needs a whole number from 2 to 32",
        "--processes=99       | --processes needs a whole number from 2 to 32",
        "--seed -1            | --seed needs a whole number from 0",
        "--guice=yes          | --guice takes no value",
        "--connect            | --connect needs a value",
        "--connect zk1        | --connect needs host:port",
        "--connect zk1:2181,  | --connect needs host:port",
        "--connect zk1:port   | --connect needs host:port",
        "--connect=           | --connect needs host:port",
        "--connect memory     | --connect needs host:port",
      })
  void wrongOptionIsNamedWithWhatIsRight(String line, String message) {
    assertThatThrownBy(() -> DemoOptions.parse(line.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
