package io.zklocked.sample.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTest {

  @Test
  void runsOnOneEnsembleHaveRootsOfTheirOwn() {
    Stage one = stage();
    Stage other = stage();

    assertThat(one.root()).startsWith("/zklocked-demo/").isNotEqualTo(other.root());
    assertThat(one.configuration()).isEqualTo("connect=zk1:2181,root=" + one.root());
  }

  private static Stage stage() {
    Screen screen = new Screen(new PrintStream(PrintStream.nullOutputStream(), true), false);
    Choices choices = Choices.of(List.of(), Map.of());
    return new Stage(choices, screen, new Cleanup(), "zk1:2181", null);
  }
}
