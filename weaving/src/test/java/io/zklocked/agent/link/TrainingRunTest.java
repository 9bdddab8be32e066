package io.zklocked.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which arguments a training run is known. */
class TrainingRunTest {

  @ParameterizedTest
  @ValueSource(strings = {"-XX:AOTMode=record", "-XX:AOTCacheOutput=app.aot"})
  void runThatWritesACacheIsOne(String argument) {
    assertThat(TrainingRun.isOne(List.of("-Xmx1g", argument, "Main"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:AOTMode=on", "-XX:AOTCache=app.aot", "-XX:AOTMode=auto"})
  void runThatUsesACacheIsNone(String argument) {
    assertThat(TrainingRun.isOne(List.of(argument, "Main"))).isFalse();
  }

  @Test
  void thisRunIsNone() {
    assertThat(TrainingRun.isOne()).isFalse();
  }
}
