package io.zklocked.sample.demo.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.twophase.Board.Office;
import io.zklocked.sample.demo.twophase.Fault.Kind;
import io.zklocked.sample.twophase.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriterTest {

  private static final Fault NO = new Fault(Kind.NO, null);

  private final Board board = new Board(() -> {});

  @Test
  void faultIsChargedToTheRoundsOfItsOwnValueOnly() {
    Map<Long, String> proposed = Map.of(1L, "v1", 2L, "v2", 3L, "v3");

    assertThat(Writer.charged(proposed, Map.of("v1", Fault.NONE, "v3", NO, "v4", NO)))
        .isEqualTo(Map.of(1L, Fault.NONE, 2L, Fault.NONE, 3L, NO));
  }

  @Test
  void eachTermOfOfficeIsToldFromTheOneBefore() throws Exception {
    tell(6, "office 1a", "idle");
    assertThat(board.awaitIdle()).isEqualTo(new Office(6, "1a"));

    tell(6, "succeeded lost", "office 2b", "idle");
    assertThat(board.awaitIdle()).isEqualTo(new Office(6, "2b"));
  }

  @Test
  void coordinatorThatLostItsOfficeIsGivenNothingAndItsSuccessorStaysIdle() throws Exception {
    tell(6, "office 1a", "idle");
    Office before = board.awaitIdle();
    tell(7, "office 2b", "idle");

    assertThat(board.busy(before)).isFalse();
    assertThat(board.awaitIdle()).isEqualTo(new Office(7, "2b"));
  }

  @Test
  void haltIsGivenUpWhenTheSuccessorStandsStill() throws Exception {
    tell(6, "office 1a", "idle");
    assertThat(board.busy(board.awaitIdle())).isTrue();
    tell(6, "succeeded lost");
    tell(7, "office 2b", "at in_office");

    assertThat(board.awaitHalt(6, Step.VOTES_COUNTED, 7)).isFalse();
  }

  @Test
  void refusalOfADecisionIsAwaitedUntilItsRoundIsOver() throws Exception {
    tell(6, "proposed 1 v1", "proposed 11 v2");
    tell(1, "refused the decision of round 11 with token 1a, having seen 2b");
    assertThat(board.awaitRefusal("v2")).isTrue();

    tell(2, "refused the proposal of round 1 with token 1a, having seen 2b");
    tell(6, "settled 1 commit 3");
    assertThat(board.awaitRefusal("v1")).isFalse();
  }

  @Test
  void haltThatNobodyComesToIsGivenUp() throws Exception {
    tell(6, "office 1a", "idle");
    assertThat(board.busy(new Office(6, "1a"))).isTrue();
    tell(6, "succeeded lost");
    tell(7, "office 2b", "idle");

    assertThat(board.awaitHalt(6, Step.VOTES_COUNTED)).isFalse();
  }

  @Test
  void haltIsAwaited() throws Exception {
    tell(6, "office 1a", "at votes_counted");

    assertThat(board.awaitHalt(6, Step.VOTES_COUNTED)).isTrue();
  }

  @Test
  void roundThatASuccessorTellsOfAgainIsAsItWasToldFirst() {
    tell(6, "proposed 1 v1");
    tell(7, "proposed 1 v1", "proposed 2 v2");

    assertThat(board.proposed()).isEqualTo(Map.of(1L, "v1", 2L, "v2"));
  }

  @Test
  void everyFifthWriteHasAFaultAndTheyComeRound() {
    Faults faults = Faults.of(10);
    for (int n = 1; n < 5; n++) {
      assertThat(faults.next()).isEqualTo(Fault.NONE);
    }
    assertThat(faults.next()).isEqualTo(Fault.all().get(0));
    assertThat(faults.progress()).isEqualTo("5 of 10");

    Faults few = Faults.of(List.of(NO));
    few.next();
    assertThat(few.hasNext()).isFalse();
  }

  private void tell(int worker, String... lines) {
    for (String line : lines) {
      board.take(worker, ":" + line);
    }
  }
}
