package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestNameTest {

  @Test
  void distanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("connect", "conect")).isEqualTo(1);
    assertThat(NearestName.distance("same", "same")).isZero();
  }

  @Test
  void slipFindsItsKey() {
    assertThat(NearestName.of("waittime", ConfigKey.texts())).isEqualTo("wait-time");
    assertThat(NearestName.of("Root", ConfigKey.texts())).isEqualTo("root");
    assertThat(NearestName.of("session_timeout", ConfigKey.texts())).isEqualTo("session-timeout");
    assertThat(NearestName.of("conect-timeout", ConfigKey.texts())).isEqualTo("connect-timeout");
  }

  @Test
  void nothingIsSuggestedForWhatResemblesNothing() {
    assertThat(NearestName.of("password", ConfigKey.texts())).isNull();
  }
}
