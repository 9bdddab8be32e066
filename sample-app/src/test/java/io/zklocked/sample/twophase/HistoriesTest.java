package io.zklocked.sample.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.twophase.Histories.Fate;
import io.zklocked.sample.twophase.Journal.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HistoriesTest {

  private static final String COMMITTED = "voted 1 commit a, decided 1 commit a";
  private static final String ABORTED = "voted 1 commit a, decided 1 abort a";

  @Test
  void roundThatAllHaveIsCommitted() {
    assertThat(fate(COMMITTED, COMMITTED, COMMITTED)).isEqualTo(Fate.COMMITTED);
  }

  @Test
  void roundThatNobodyHasIsAborted() {
    assertThat(fate(ABORTED, "voted 1 abort a, decided 1 abort a", ABORTED))
        .isEqualTo(Fate.ABORTED);
  }

  @Test
  void whoWasDownThroughoutNeedNotKnowOfAnAbortedRound() {
    assertThat(fate(ABORTED, ABORTED, "")).isEqualTo(Fate.ABORTED);
  }

  @Test
  void commitHereAndAbortThereDiffer() {
    assertThat(fate(COMMITTED, ABORTED, COMMITTED)).isEqualTo(Fate.DIFFERING);
  }

  @Test
  void committedRoundThatOneRegisterLacksDiffers() {
    assertThat(fate(COMMITTED, COMMITTED, "")).isEqualTo(Fate.DIFFERING);
  }

  @Test
  void otherValueDiffers() {
    assertThat(fate(COMMITTED, COMMITTED, "voted 1 commit a, decided 1 commit b"))
        .isEqualTo(Fate.DIFFERING);
  }

  @Test
  void commitAgainstAnOwnNoDiffers() {
    assertThat(fate(COMMITTED, COMMITTED, "voted 1 abort a, decided 1 commit a"))
        .isEqualTo(Fate.DIFFERING);
  }

  @Test
  void commitWithoutAVoteDiffers() {
    assertThat(fate(COMMITTED, COMMITTED, "decided 1 commit a")).isEqualTo(Fate.DIFFERING);
  }

  @Test
  void secondDecisionDiffers() {
    assertThat(fate(COMMITTED, COMMITTED, COMMITTED + ", decided 1 abort a"))
        .isEqualTo(Fate.DIFFERING);
  }

  @Test
  void whatACoordinatorToldMustBeSo() {
    assertThat(fate(Map.of(1L, Outcome.ABORT), COMMITTED, COMMITTED)).isEqualTo(Fate.DIFFERING);
    assertThat(fate(Map.of(1L, Outcome.COMMIT), ABORTED, ABORTED)).isEqualTo(Fate.DIFFERING);
    assertThat(fate(Map.of(1L, Outcome.COMMIT), "", "")).isEqualTo(Fate.DIFFERING);
  }

  @Test
  void voteWithoutADecisionIsStuck() {
    assertThat(fate(ABORTED, ABORTED, "voted 1 commit a")).isEqualTo(Fate.STUCK);
  }

  @Test
  void proposalThatNobodyDecidedIsStuck() {
    assertThat(fate("", "", "")).isEqualTo(Fate.STUCK);
    assertThat(fate(Map.of(1L, Outcome.ABORT), "", "")).isEqualTo(Fate.ABORTED);
  }

  @Test
  void roundThatNobodyProposedIsJudgedAsWell() {
    assertThat(histories(COMMITTED, ABORTED).fates(Map.of(), Map.of()))
        .containsEntry(1L, Fate.DIFFERING);
  }

  @Test
  void equalSequencesAreEqual() {
    String both = "decided 1 commit a, decided 2 abort b, decided 3 commit c";

    assertThat(histories(both, "decided 1 commit a, decided 3 commit c").otherSequences())
        .isEmpty();
  }

  @Test
  void otherSequencesAreFound() {
    assertThat(histories("decided 1 commit a", "").otherSequences())
        .singleElement()
        .asString()
        .contains("participant 2 took 0 values");
    assertThat(
            histories(
                    "decided 3 commit c, decided 1 commit a",
                    "decided 3 commit c, decided 1 commit a")
                .otherSequences())
        .contains("participant 1 took round 1 after 3");
  }

  @Test
  void everyFateIsCounted() {
    List<Fate> fates = List.of(Fate.ABORTED, Fate.ABORTED, Fate.STUCK);

    assertThat(Histories.count(fates, Fate.ABORTED)).isEqualTo(2);
    assertThat(Histories.count(fates, Fate.STUCK)).isEqualTo(1);
    assertThat(Histories.count(fates, Fate.COMMITTED)).isZero();
  }

  private static Fate fate(String... journals) {
    return fate(Map.of(), journals);
  }

  private static Fate fate(Map<Long, Outcome> settled, String... journals) {
    return Objects.requireNonNull(histories(journals).fates(Map.of(1L, "a"), settled).get(1L));
  }

  private static Histories histories(String... journals) {
    Map<String, List<Entry>> all = new LinkedHashMap<>();
    for (String journal : journals) {
      List<Entry> entries = new ArrayList<>();
      for (String line : journal.split(", ", -1)) {
        if (!line.isEmpty()) {
          entries.add(Entry.parse(line));
        }
      }
      all.put("participant " + (all.size() + 1), entries);
    }
    return new Histories(all);
  }
}
