package io.zklocked.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0s, 0",
    "PT0S, 0",
    "250ms, 250000000",
    "5s, 5000000000",
    "2m, 120000000000",
    "1h, 3600000000000",
    "007s, 7000000000",
    "PT1M, 60000000000",
    "PT0.5S, 500000000",
    "P1D, 86400000000000",
    "P1DT1H, 90000000000000",
    "2562047h, 9223369200000000000"
  })
  void waitTimeIsReadInNanoseconds(String text, long nanos) {
    assertThat(WaitTime.parse(text)).isEqualTo(new WaitTime(nanos));
    assertThat(WaitTime.parse(text).isForever()).isFalse();
    assertThat(WaitTime.parse(text).isOnce()).isEqualTo(nanos == 0);
  }

  @Test
  void foreverHasNoLimit() {
    assertThat(WaitTime.parse("forever")).isEqualTo(WaitTime.FOREVER);
    assertThat(WaitTime.FOREVER.isForever()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', it is empty",
    "5, the unit is missing",
    "٥s, this is not a wait time",
    "5 s, this is not a wait time",
    "5S, this is not a wait time",
    "1.5s, this is not a wait time",
    "5d, this is not a wait time",
    "5 parsecs, this is not a wait time",
    "Forever, this is not a wait time",
    "-5s, a wait time cannot be negative",
    "-PT5S, a wait time cannot be negative",
    "PT-5S, a wait time cannot be negative",
    "P1Y, this is not an ISO-8601 duration of days or less",
    "PT, this is not an ISO-8601 duration of days or less",
    "2562048h, it is longer than 292 years",
    "99999999999999999999s, it is longer than 292 years",
    "9223372036854775807ms, it is longer than 292 years",
    "P999999999D, it is longer than 292 years",
    "P99999999999999999999D, it is longer than 292 years",
    "PT9223372036.854775807S, it is longer than 292 years"
  })
  void badWaitTimeIsRefusedWithItsRemedy(String text, String problem) {
    assertThatThrownBy(() -> WaitTime.parse(text))
        .isInstanceOf(SyntaxException.class)
        .hasMessageStartingWith("wait time \"" + text + "\", column 1: " + problem + "; write ")
        .hasMessageContaining("forever");
  }

  @Test
  void negativeNumberIsNoWaitTime() {
    assertThatThrownBy(() -> new WaitTime(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
