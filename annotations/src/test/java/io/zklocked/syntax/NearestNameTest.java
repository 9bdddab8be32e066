package io.zklocked.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  private static final List<String> KNOWN =
      List.of("connect", "root", "session-timeout", "connect-timeout", "wait-time", "log");

  @Test
  void distanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("connect", "conect")).isEqualTo(1);
    assertThat(NearestName.distance("same", "same")).isZero();
  }

  @Test
  void slipFindsItsKey() {
    assertThat(NearestName.of("waittime", KNOWN)).isEqualTo("wait-time");
    assertThat(NearestName.of("Root", KNOWN)).isEqualTo("root");
    assertThat(NearestName.of("session_timeout", KNOWN)).isEqualTo("session-timeout");
    assertThat(NearestName.of("conect-timeout", KNOWN)).isEqualTo("connect-timeout");
  }

  @Test
  void nothingIsSuggestedForWhatResemblesNothing() {
    assertThat(NearestName.of("password", KNOWN)).isNull();
  }
}
