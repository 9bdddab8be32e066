package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentParentsTest {

  private final PersistentParents parents = PersistentParents.parse("/services/nightly, /reports");

  @ParameterizedTest
  @ValueSource(strings = {"/services/nightly", "/services/nightly/0", "/reports/a/b"})
  void pathsAndWhatLiesBelowThemLast(String directory) {
    assertThat(parents.test(directory)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/services", "/services/nightly2", "/report", "/zklocked/reports"})
  void nothingElseLasts(String directory) {
    assertThat(parents.test(directory)).isFalse();
  }

  @Test
  void nothingLastsWhereNothingIsSaid() {
    assertThat(PersistentParents.NONE.test("/services")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"services", "/", "/a,", "/a,b", "/a//b", "/zookeeper/x"})
  void whatIsNoPathIsRefused(String text) {
    assertThatThrownBy(() -> PersistentParents.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a path");
  }

  @Test
  void argumentOfTheAgentMayNameSeveral() {
    ZkLocksConfig config =
        ZkLocksConfig.of(
            ConfigSources.read(
                "connect=zk1:2181,persistent-parents=/a,/b/c,root=/app",
                new Properties(),
                Map.of()));
    assertThat(config.persistentParents().test("/b/c")).isTrue();
    assertThat(config.toString()).contains("persistent-parents=/a,/b/c, ");
  }
}
