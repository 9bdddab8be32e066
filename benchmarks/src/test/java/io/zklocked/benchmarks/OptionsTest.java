package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void comparisonTakesFiveRoundsOnOneServer() {
    Options options = Options.parse("compare");

    assertThat(options.command()).isEqualTo(Options.Command.COMPARE);
    assertThat(options.servers()).isEqualTo(1);
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.roundTrip()).isZero();
    assertThat(options.quick()).isFalse();
    assertThat(options.keys()).isEqualTo(100_000);
  }

  @Test
  void everyOptionIsTaken() {
    Options options =
        Options.parse(
            "scale", "--servers", "3", "--round-trip=2ms", "--rounds", "7", "--keys=1000000");

    assertThat(options.command()).isEqualTo(Options.Command.SCALE);
    assertThat(options.servers()).isEqualTo(3);
    assertThat(options.roundTrip()).isEqualTo(Duration.ofMillis(2));
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.keys()).isEqualTo(1_000_000);
  }

  @Test
  void quickRunTakesFewerRoundsAndKeysUnlessTheyAreGiven() {
    assertThat(Options.parse("compare", "--quick").rounds()).isEqualTo(2);
    assertThat(Options.parse("compare", "--quick", "--rounds", "9").rounds()).isEqualTo(9);
    assertThat(Options.parse("scale", "--quick").keys()).isEqualTo(1_000);
  }

  @Test
  void partsAndPeersThatAreNamedAloneAreWanted() {
    Options parts = Options.parse("compare", "--only", "latency,far");
    assertThat(parts.wantsPart("latency")).isTrue();
    assertThat(parts.wantsPart("threads")).isFalse();
    assertThat(parts.wantsPeer(PeerKind.SPRING)).isTrue();

    Options peers = Options.parse("compare", "--only", "zklocked");
    assertThat(peers.wantsPart("threads")).isTrue();
    assertThat(peers.wantsPeer(PeerKind.ZKLOCKED)).isTrue();
    assertThat(peers.wantsPeer(PeerKind.SPRING)).isFalse();

    Options both = Options.parse("compare", "--only", "latency,zklocked");
    assertThat(both.wantsPart("far")).isFalse();
    assertThat(both.wantsPeer(PeerKind.SPRING)).isFalse();
  }

  @Test
  void whatIsWrongIsNamed() {
    refuses("Say what to do: compare or scale. --help explains.");
    refuses("There is no command race. There are compare and scale.", "race");
    refuses("One command at a time: scale is one too many.", "compare", "scale");
    refuses("--servers needs 1 or 3: two are no safer than one.", "compare", "--servers", "2");
    refuses("--rounds needs a whole number from 1 to 1000, not \"0\".", "compare", "--rounds=0");
    refuses("--rounds needs a value.", "compare", "--rounds");
    refuses("--quick takes no value.", "compare", "--quick=yes");
    refuses(
        "--round-trip needs a time of 0ms to 9999ms such as 2ms, not \"2\".",
        "compare",
        "--round-trip=2");
    assertThatThrownBy(() -> Options.parse("compare", "--fast"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("There is no option --fast. There are [--servers, ");
    assertThatThrownBy(() -> Options.parse("compare", "--only=latency,nobody"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--only has no nobody. There are [latency, ");
  }

  @Test
  void helpNamesEveryCommandAndPart() throws IOException {
    assertThat(Options.parse("scale", "--help").command()).isEqualTo(Options.Command.HELP);
    assertThat(Benchmarks.help())
        .contains("compare", "scale", "--servers", "--round-trip", "--rounds", "--only")
        .contains("--keys", "--quick", "--help")
        .contains(Options.COMPARED)
        .contains(Options.SCALED);
  }

  private static void refuses(String message, String... args) {
    assertThatThrownBy(() -> Options.parse(args))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }
}
