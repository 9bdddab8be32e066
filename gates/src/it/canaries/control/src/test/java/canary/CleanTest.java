package canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTest {

  @Test
  void oneIsFollowedByTwo() {
    assertThat(Clean.next(1)).isEqualTo(2);
  }
}
