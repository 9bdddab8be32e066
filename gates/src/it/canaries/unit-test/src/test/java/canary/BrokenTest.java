package canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Breaks a rule on purpose: it fails. */
class BrokenTest {

  @Test
  void oneIsTwo() {
    assertThat(1).isEqualTo(2);
  }
}
