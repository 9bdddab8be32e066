package io.zklocked.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.Fencing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge and the register find what is wrong, and nothing else. */
class JudgeTest {

  @Test
  void beliefsThatOverlapAreADoubleHold() {
    Judge judge =
        new Judge()
            .read(List.of("enter a-1 k 5 0 100", "valid a-1 110 900", "exit a-1 950"))
            .read(List.of("enter b-1 k 6 0 500", "valid b-1 510 700", "exit b-1 720"));

    assertThat(judge.doubleHolds()).hasSize(1);
    assertThat(judge.doubleHolds().get(0).nanos()).isEqualTo(190);
  }

  @Test
  void bodyThatDoubtsBeforeTheRivalEntersHoldsNothing() {
    Judge judge =
        new Judge()
            .read(
                List.of(
                    "enter a-1 k 5 0 100", "valid a-1 110 400", "doubt a-1 410", "exit a-1 950"))
            .read(List.of("enter b-1 k 6 0 500", "valid b-1 510 700", "exit b-1 720"));

    assertThat(judge.doubleHolds()).isEmpty();
    assertThat(judge.stays().get(0).doubt()).isEqualTo(410);
  }

  @Test
  void overlapBehindALongStayIsFoundToo() {
    Judge judge =
        new Judge()
            .read(List.of("enter a-1 k 5 0 100", "valid a-1 110 900"))
            .read(
                List.of(
                    "enter b-1 k 6 0 200",
                    "valid b-1 210 220",
                    "enter b-2 k 7 0 300",
                    "valid b-2 310 320"));

    assertThat(judge.doubleHolds()).hasSize(2);
  }

  @Test
  void otherKeysDoNotMatter() {
    Judge judge =
        new Judge()
            .read(List.of("enter a-1 k 5 0 100", "valid a-1 110 900"))
            .read(List.of("enter b-1 l 6 0 200", "valid b-1 210 220"));

    assertThat(judge.doubleHolds()).isEmpty();
  }

  @Test
  void refusedBodyThatBelievedIsADoubleHold() {
    Judge judge =
        new Judge().read(List.of("enter a-1 k 5 0 100", "refused a-1 true", "refused a-2 false"));

    assertThat(judge.doubleHolds()).hasSize(1);
  }

  @Test
  void registerRefusesOldTokensAndCountsTwins() throws IOException {
    try (Register register = new Register()) {
      assertThat(register.write("k", "a", "a-1", new Fencing(5, 0))).isTrue();
      assertThat(register.write("k", "a", "a-2", new Fencing(5, 1))).isTrue();
      assertThat(register.write("k", "b", "b-1", new Fencing(5, 1))).isFalse();
      assertThat(register.write("k", "b", "b-2", new Fencing(4, 9))).isFalse();
      assertThat(register.write("l", "b", "b-3", new Fencing(4, 9))).isTrue();

      assertThat(register.accepted("k")).isEqualTo(2);
      assertThat(register.stale("k")).isEqualTo(2);
      assertThat(register.twins("k")).isEqualTo(1);
    }
  }
}
