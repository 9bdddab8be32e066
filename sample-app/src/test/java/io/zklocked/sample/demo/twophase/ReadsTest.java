package io.zklocked.sample.demo.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.twophase.Board.Answer;
import io.zklocked.sample.demo.twophase.Reads.Read;
import io.zklocked.sample.demo.twophase.Reads.Tally;
import io.zklocked.sample.twophase.Histories.Fate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadsTest {

  private static final Map<Long, String> PROPOSED = Map.of(1L, "v1", 2L, "v2", 3L, "v3");
  private static final Map<Long, Fate> FATES =
      Map.of(1L, Fate.COMMITTED, 2L, Fate.COMMITTED, 3L, Fate.ABORTED);

  @Test
  void valueOfTheLastWriteIsRight() {
    assertThat(tally(false, 2, new Answer(1, 1, 2, "v2"))).isEqualTo(new Tally(1, 0, 0, 0));
  }

  /** The answer came before the coordinator's word that it had proposed the value. */
  @Test
  void valueOfAWriteThatTheReadOverlapsIsRightWhenAllHasBeenTold() {
    assertThat(tally(true, 1, new Answer(1, 1, 2, "v2"))).isEqualTo(new Tally(1, 1, 0, 0));
    assertThat(tally(true, 1, new Answer(1, 1, 1, "v1"))).isEqualTo(new Tally(1, 1, 0, 0));
  }

  @Test
  void valueFromBeforeAWriteThatHadEndedIsStale() {
    assertThat(tally(false, 2, new Answer(1, 1, 1, "v1"))).isEqualTo(new Tally(1, 0, 0, 1));
    assertThat(tally(false, 1, new Answer(1, 1, 0, "-"))).isEqualTo(new Tally(1, 0, 0, 1));
  }

  @Test
  void emptyRegisterIsRightBeforeTheFirstWrite() {
    assertThat(tally(false, 0, new Answer(1, 1, 0, "-"))).isEqualTo(new Tally(1, 0, 0, 0));
  }

  @Test
  void valueThatWasNotProposedOrNotCommittedIsWrong() {
    assertThat(tally(false, 2, new Answer(1, 1, 2, "v7"))).isEqualTo(new Tally(1, 0, 0, 1));
    assertThat(tally(false, 2, new Answer(1, 1, 3, "v3"))).isEqualTo(new Tally(1, 0, 0, 1));
    assertThat(tally(false, 2, new Answer(1, 1, 9, "v9"))).isEqualTo(new Tally(1, 0, 0, 1));
  }

  @Test
  void readWithoutAMajorityIsUnanswered() {
    assertThat(tally(true, 2, null)).isEqualTo(new Tally(1, 1, 1, 0));
  }

  private static Tally tally(boolean ofFewer, long endedBefore, @Nullable Answer answer) {
    Reads reads = new Reads();
    reads.add(new Read(ofFewer, endedBefore, answer));
    return reads.tally(PROPOSED, FATES);
  }
}
