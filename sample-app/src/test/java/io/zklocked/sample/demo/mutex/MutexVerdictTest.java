package io.zklocked.sample.demo.mutex;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.page.Check;
import org.junit.jupiter.api.Test;

class MutexVerdictTest {

  @Test
  void overlapFailsTheDemo() {
    Check check = MutexVerdict.of(Mutexes.overlapping()).get(0);

    assertThat(check.passed()).isFalse();
    assertThat(check.text())
        .startsWith("2 of 2 tasks were done, and of 1 pairs of intervals 1 overlap");
  }

  @Test
  void taskThatIsMissingFailsTheDemo() {
    Check check = MutexVerdict.of(Mutexes.missing()).get(0);

    assertThat(check.passed()).isFalse();
    assertThat(check.text()).contains("1 of 2 tasks were done");
  }
}
