package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.TIMEOUT;
import static io.zklocked.runtime.engine.Rig.granted;
import static io.zklocked.runtime.engine.Rig.isWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import org.junit.jupiter.api.Test;

/** Locks that are kept between calls, and releases that the servers confirm. */
class RetentionTest {

  private static final long KEPT = SECOND / 10;

  private final Rig rig = Rig.connected(new Policy(true, KEPT, false, true));
  private final HandEnsemble ensemble = rig.ensemble;

  @Test
  void keptLockIsGrantedAgainWithoutAskingTheServers() {
    Grant first = rig.hold();
    first.close();
    rig.session.answerAll();
    Attempt again = rig.acquire();
    assertThat(rig.session.sent()).isEmpty();
    assertThat(granted(again).fencing()).isGreaterThan(first.fencing());
    assertThat(rig.tally.outcomes).containsExactly(Outcome.GRANTED, Outcome.RETAINED);
  }

  @Test
  void keptLockGoesWhenItsTimeIsOver() {
    rig.hold().close();
    rig.session.answerAll();
    rig.time.pass(KEPT - 1);
    assertThat(ensemble.line(KEY)).hasSize(1);
    rig.time.pass(1);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void lockThatIsKeptForSecondsIsGrantedAgainToTheEnd() {
    Rig patient = Rig.connected(new Policy(true, 3 * SECOND, false, true));
    Grant first = patient.hold();
    first.close();
    for (int i = 0; i < 28; i++) {
      patient.time.pass(SECOND / 10);
      patient.session.answerAll();
    }
    Grant again = granted(patient.acquire());
    assertThat(again.fencing().czxid()).isEqualTo(first.fencing().czxid());
    assertThat(patient.tally.outcomes).containsExactly(Outcome.GRANTED, Outcome.RETAINED);
  }

  @Test
  void useInBetweenBeginsTheTimeAnew() {
    rig.hold().close();
    rig.session.answerAll();
    rig.time.pass(KEPT / 2);
    granted(rig.acquire()).close();
    rig.time.pass(KEPT * 3 / 4);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).hasSize(1);
    rig.time.pass(KEPT / 4);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void keptLockIsGivenUpWhenSomebodyComes() {
    rig.hold().close();
    rig.session.answerAll();
    Rig other = Rig.joining(ensemble, "b");
    Attempt rival = other.acquire();
    other.session.answerAll();
    rig.session.answerAll();
    other.session.answerAll();
    granted(rival);
  }

  @Test
  void lockForWhichSomebodyWaitsIsNotKept() {
    Grant held = rig.hold();
    Rig other = Rig.joining(ensemble, "b");
    Attempt rival = other.acquire();
    other.session.answerAll();
    rig.session.answerAll();
    held.close();
    rig.session.answerAll();
    other.session.answerAll();
    granted(rival);
  }

  @Test
  void whileDisconnectedNothingIsGrantedAgain() {
    rig.hold().close();
    rig.session.answerAll();
    rig.session.disconnect();
    Attempt again = rig.acquire();
    assertThat(isWaiting(again)).isTrue();
    rig.session.connect();
    rig.session.answerAll();
    granted(again);
  }

  @Test
  void keptLockWhoseNodeIsDeletedIsForgottenWithoutALoss() {
    Grant first = rig.hold();
    first.close();
    rig.session.answerAll();
    ensemble.delete(KEY + "/" + ensemble.line(KEY).get(0));
    rig.session.answerAll();
    Attempt again = rig.acquire();
    rig.session.answerAll();
    assertThat(granted(again).fencing().czxid()).isGreaterThan(first.fencing().czxid());
    assertThat(rig.tally.losses).isEmpty();
  }

  @Test
  void shutdownGivesBackWhatIsKept() {
    rig.hold().close();
    rig.session.answerAll();
    var drained = rig.engine.drain();
    rig.session.answerAll();
    assertThat(drained).isDone();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void silenceGivesBackWhatIsKept() {
    Rig longer = Rig.connected(new Policy(true, 10 * TIMEOUT, false, true));
    longer.hold().close();
    longer.session.answerAll();
    longer.session.answersBeats = false;
    longer.time.pass(TIMEOUT);
    assertThat(longer.session.count("delete")).isOne();
  }

  @Test
  void verifiedReleaseIsConfirmedByTheServersAndNeverHandedOver() {
    Rig sure = Rig.connected(new Policy(true, KEPT, true, true));
    Grant held = sure.hold();
    Attempt next = sure.acquire();
    sure.session.answerAll();
    held.close();
    assertThat(held.released()).isNotDone();
    assertThat(isWaiting(next)).isTrue();
    sure.session.answerAll();
    assertThat(held.released()).isCompletedWithValue(null);
    assertThat(granted(next).fencing().czxid()).isGreaterThan(held.fencing().czxid());
  }

  @Test
  void verifiedReleaseRevealsWhatNobodyHasToldYet() {
    Rig sure = Rig.connected(new Policy(true, 0, true, true));
    Grant held = sure.hold();
    sure.session.forgetWatches();
    sure.ensemble.delete(KEY + "/" + sure.ensemble.line(KEY).get(0));
    assertThat(held.close()).isNull();
    sure.session.answerAll();
    assertThat(held.released()).isCompletedWithValue(LockLostException.Reason.NODE_DELETED);
  }

  @Test
  void withoutHandOffEachCallTakesItsTurnOnTheServers() {
    Rig fair = Rig.connected(new Policy(false, 0, false, true));
    Grant held = fair.hold();
    Attempt second = fair.acquire();
    fair.session.answerAll();
    assertThat(fair.ensemble.line(KEY)).as("in line before its turn").hasSize(2);
    held.close();
    fair.session.answerAll();
    assertThat(granted(second).fencing().czxid()).isGreaterThan(held.fencing().czxid());
  }

  @Test
  void requestThatSaysForHowLongIsKeptSoLong() {
    keep(2 * KEPT);
    rig.time.pass(2 * KEPT - 1);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).hasSize(1);
    rig.time.pass(1);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void lastWhoHeldSaysForHowLong() {
    keep(20 * KEPT);
    keep(2 * KEPT);
    rig.time.pass(2 * KEPT);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
    assertThat(rig.tally.outcomes).containsExactly(Outcome.GRANTED, Outcome.RETAINED);
  }

  @Test
  void requestThatIsNotToBeKeptIsNot() {
    keep(0);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void requestIsKeptThoughThePolicyKeepsNothing() {
    Rig plain = Rig.connected(Policy.DEFAULT);
    keep(plain, KEPT);
    plain.session.answerAll();
    keep(plain, KEPT);
    assertThat(plain.tally.outcomes).containsExactly(Outcome.GRANTED, Outcome.RETAINED);
    plain.time.pass(KEPT);
    plain.session.answerAll();
    assertThat(plain.ensemble.line(KEY)).isEmpty();
  }

  private void keep(long nanos) {
    keep(rig, nanos);
  }

  private static void keep(Rig rig, long nanos) {
    Attempt attempt =
        rig.engine.acquire(
            new Request(KEY, "k", "k", "t", "m", LockMode.EXCLUSIVE, 1, false, false, true, nanos));
    rig.session.answerAll();
    granted(attempt).close();
  }
}
