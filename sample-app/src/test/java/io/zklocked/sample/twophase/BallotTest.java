package io.zklocked.sample.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BallotTest {

  private static final long PROPOSED = 1_000_000;
  private static final long LIMIT = 700;

  private final Ballot ballot = new Ballot(2, PROPOSED, LIMIT);

  @Test
  void votesOfAllThatCameInTimeCommit() {
    ballot.cast("p1", Outcome.COMMIT, PROPOSED);
    assertThat(ballot.outcome()).isNull();

    ballot.cast("p2", Outcome.COMMIT, PROPOSED + LIMIT);
    assertThat(ballot.outcome()).isEqualTo(Outcome.COMMIT);
  }

  @Test
  void voteThatCameTooLateIsNotCountedHoweverLateTheCountingIs() {
    ballot.cast("p1", Outcome.COMMIT, PROPOSED + 1);
    ballot.cast("p2", Outcome.COMMIT, PROPOSED + LIMIT + 1);

    assertThat(ballot.outcome()).isEqualTo(Outcome.ABORT);
  }

  @Test
  void oneNoIsEnough() {
    ballot.cast("p1", Outcome.ABORT, PROPOSED);

    assertThat(ballot.outcome()).isEqualTo(Outcome.ABORT);
  }

  @Test
  void oneVoteCastTwiceIsOne() {
    ballot.cast("p1", Outcome.COMMIT, PROPOSED);
    ballot.cast("p1", Outcome.COMMIT, PROPOSED);

    assertThat(ballot.has("p1")).isTrue();
    assertThat(ballot.outcome()).isNull();
  }

  @Test
  void changeThatIsSeenWhenNoTimeIsLeftIsNotInTime() throws Exception {
    Signal changes = new Signal();
    changes.raise();

    assertThat(changes.await(-1)).isFalse();
    assertThat(changes.await(0)).isFalse();
    assertThat(changes.await(TimeUnit.SECONDS.toNanos(1))).isTrue();
  }
}
