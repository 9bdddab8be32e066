package io.zklocked.sample.demo.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.twophase.Fault.Kind;
import io.zklocked.sample.twophase.Histories;
import io.zklocked.sample.twophase.Journal.Entry;
import io.zklocked.sample.twophase.Outcome;
import io.zklocked.sample.twophase.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RegisterVerdictTest {

  private static final Reads.Tally READS = new Reads.Tally(9, 2, 0, 0);
  private static final Fault STOPPED = new Fault(Kind.COORDINATOR_STOPPED, Step.VOTES_COUNTED);

  private final Board board = new Board(() -> {});
  private final Map<String, List<Entry>> journals = new TreeMap<>();
  private Map<Long, Fault> faults = Map.of();
  private List<String> leftovers = List.of();
  private Reads.Tally reads = READS;

  @Test
  void runInWhichAllIsRightPasses() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    round(2, Outcome.ABORT, Outcome.ABORT);
    faults = Map.of(1L, Fault.NONE, 2L, new Fault(Kind.NO, null));

    assertThat(failed(2)).isEmpty();
  }

  @Test
  void differingRegistersFail() {
    round(1, Outcome.COMMIT, Outcome.ABORT);

    assertThat(failed(1))
        .contains("differing: 1, the first is round 1")
        .anyMatch(text -> text.contains("took other values"));
  }

  @Test
  void roundThatNobodyDecidedFails() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    board.take(6, ":proposed 2 v2");

    assertThat(failed(2)).containsExactly("stuck: 1, the first is round 2");
  }

  @Test
  void writeWithoutARoundFails() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);

    assertThat(failed(2)).containsExactly("1 rounds for 2 writes: 1 committed, 0 aborted");
  }

  @Test
  void twoOutcomesOfOneRoundFail() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    board.take(6, ":settled 1 abort 3");

    assertThat(failed(1)).singleElement().asString().contains("told to end in two ways");
  }

  @Test
  void commitWithoutAVoteFails() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    faults = Map.of(1L, new Fault(Kind.LATE, null));

    assertThat(failed(1)).singleElement().asString().contains("without everybody's vote");
  }

  @Test
  void coordinatorThatWokeUpAndWasNeverRefusedFails() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    faults = Map.of(1L, STOPPED);

    assertThat(failed(1)).singleElement().asString().startsWith("no message with an older token");

    board.take(1, ":refused the decision of round 1 with token 5, having seen 9");
    assertThat(failed(1)).isEmpty();
  }

  @Test
  void staleReadFails() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    reads = new Reads.Tally(9, 2, 0, 1);

    assertThat(failed(1)).singleElement().asString().contains("1 stale or wrong");
  }

  @Test
  void runWithoutReadsOfFewerRegistersFailsIfThereWereFewer() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    reads = new Reads.Tally(9, 0, 0, 0);
    assertThat(failed(1)).isEmpty();

    faults = Map.of(1L, new Fault(Kind.PARTICIPANT_KILLED, Step.APPLIED));
    assertThat(failed(1))
        .singleElement()
        .asString()
        .contains("0 of them while registers were down");
  }

  @Test
  void nodeThatIsLeftFails() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    leftovers = List.of("/zklocked-demo/1a/two-phase-commit");

    assertThat(failed(1)).singleElement().asString().contains("/zklocked-demo/1a/two-phase-commit");
  }

  @Test
  void writeHasEndedWhenAMajorityHasIt() {
    board.take(6, ":proposed 1 v1");
    board.take(6, ":settled 1 commit 2");
    assertThat(board.newestWrite(3)).isZero();

    board.take(7, ":settled 1 commit 3");
    assertThat(board.newestWrite(3)).isEqualTo(1);
  }

  @Test
  void oneOfTwentyRoundsMayBeAbortedThoughAllWereWilling() {
    for (int n = 1; n < 20; n++) {
      round(n, Outcome.COMMIT, Outcome.COMMIT);
    }
    round(20, Outcome.ABORT, Outcome.ABORT);
    assertThat(failed(20)).isEmpty();

    round(21, Outcome.ABORT, Outcome.ABORT);
    assertThat(failed(21))
        .containsExactly(
            "2 of 21 rounds in which all were willing to vote were aborted (at most 1, or 1 of 20)");
  }

  @Test
  void roundInWhichAVoteWasPreventedIsNoneOfTheWilling() {
    round(1, Outcome.COMMIT, Outcome.COMMIT);
    round(2, Outcome.ABORT, Outcome.ABORT);
    faults = Map.of(2L, new Fault(Kind.PARTICIPANT_KILLED, Step.VOTE_LOGGED));
    assertThat(failed(2)).isEmpty();

    round(3, Outcome.ABORT, Outcome.ABORT);
    faults = Map.of(2L, new Fault(Kind.PARTICIPANT_KILLED, Step.VOTED));
    assertThat(failed(3))
        .singleElement()
        .asString()
        .startsWith("2 of 3 rounds in which all were willing");
  }

  private void round(long round, Outcome first, Outcome second) {
    board.take(6, ":proposed %d v%d".formatted(round, round));
    board.take(6, ":settled %d %s 3".formatted(round, first.name().toLowerCase(Locale.ROOT)));
    write("participant 1", round, first);
    write("participant 2", round, second);
  }

  private void write(String participant, long round, Outcome outcome) {
    List<Entry> journal = journals.computeIfAbsent(participant, name -> new ArrayList<>());
    String value = "v" + round;
    journal.add(
        new Entry(io.zklocked.sample.twophase.Journal.Kind.VOTED, round, Outcome.COMMIT, value));
    journal.add(new Entry(io.zklocked.sample.twophase.Journal.Kind.DECIDED, round, outcome, value));
  }

  private List<String> failed(int writes) {
    RegisterResult result =
        new RegisterResult(
            writes,
            faults,
            new Histories(journals),
            board,
            reads,
            leftovers,
            2,
            Duration.ofSeconds(1));
    return RegisterVerdict.of(result).stream()
        .filter(check -> !check.passed())
        .map(Check::text)
        .toList();
  }
}
