package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException.Reason;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.LockObserver.Loss;
import io.zklocked.runtime.engine.Session.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingTest {

  private final Rig rig = Rig.connected();
  private final HandEnsemble ensemble = rig.ensemble;

  @Test
  void holderWhoseNodeIsDeletedHasLost() {
    Grant held = rig.hold();
    List<String> told = new ArrayList<>();
    held.onLost(() -> told.add("lost"));
    ensemble.delete(KEY + "/" + ensemble.line(KEY).get(0));
    rig.session.answerAll();
    assertThat(held.state()).isEqualTo(LockState.LOST);
    assertThat(told).containsExactly("lost");
    assertThat(held.close()).isEqualTo(Reason.NODE_DELETED);
    assertThat(rig.tally.losses).containsExactly(Loss.NODE_DELETED);
    assertThat(rig.tally.isBalanced()).isTrue();
    assertThat(rig.log).anyMatch(line -> line.startsWith("error lost lock 'orders/42'"));
  }

  @Test
  void holderWhoseSessionEndedHasLostAndIsToldAtClose() {
    Grant held = rig.hold();
    rig.session.expire();
    assertThat(held.state()).isEqualTo(LockState.LOST);
    rig.newSession().answerAll();
    assertThat(held.state()).isEqualTo(LockState.LOST);
    assertThat(held.close()).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(held.close()).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(rig.tally.losses).containsExactly(Loss.SESSION_EXPIRED);
  }

  @Test
  void whoAsksToBeToldAfterTheLossIsToldAtOnce() {
    Grant held = rig.hold();
    rig.session.expire();
    List<String> told = new ArrayList<>();
    held.onLost(() -> told.add("lost"));
    assertThat(told).containsExactly("lost");
  }

  @Test
  void silenceMakesAHoldSuspectAndOnlyItsOwnNodeMakesItValidAgain() {
    Grant held = Rig.granted(rig.acquireAnswered());
    rig.session.disconnect();
    rig.time.pass(TIMEOUT - TIMEOUT / 10 - 1);
    assertThat(held.state()).isEqualTo(LockState.VALID);
    rig.time.pass(1);
    assertThat(held.state()).isEqualTo(LockState.SUSPECT);
    assertThat(held.loss()).isEqualTo(Reason.UNPROVEN);
    rig.session.connect();
    rig.session.answerAll();
    assertThat(held.state()).as("its node alone does not prove it").isEqualTo(LockState.SUSPECT);
    rig.time.pass(TIMEOUT / 3);
    assertThat(held.state()).as("nor the beats alone").isEqualTo(LockState.SUSPECT);
    rig.session.answerAll();
    assertThat(held.state()).isEqualTo(LockState.VALID);
    assertThat(held.loss()).isNull();
  }

  @Test
  void shortSilenceLeavesAHoldValid() {
    Grant held = rig.hold();
    rig.session.disconnect();
    rig.time.pass(SECOND);
    rig.session.connect();
    assertThat(held.state()).isEqualTo(LockState.VALID);
    rig.session.answerAll();
    assertThat(held.close()).isNull();
  }

  @Test
  void suspectHoldThatIsClosedWasUnproven() {
    Grant held = rig.hold();
    rig.session.disconnect();
    rig.time.pass(TIMEOUT);
    assertThat(held.close()).isEqualTo(Reason.UNPROVEN);
    assertThat(rig.tally.losses).containsExactly(Loss.UNPROVEN);
    rig.session.connect();
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void lossThatOnlyTheReleaseShowsIsReported() {
    Grant held = rig.hold();
    rig.session.forgetWatches();
    ensemble.delete(KEY + "/" + ensemble.line(KEY).get(0));
    assertThat(held.close()).isNull();
    rig.session.answerAll();
    assertThat(rig.tally.losses).containsExactly(Loss.LATE);
    assertThat(rig.log).anyMatch(line -> line.contains("only its release shows it"));
  }

  @Test
  void releaseThatIsNotConfirmedBeforeTheSessionEndsIsSaid() {
    Grant held = rig.hold();
    assertThat(held.close()).isNull();
    rig.session.expire();
    rig.session.answerAll();
    assertThat(rig.log).filteredOn(line -> line.contains("was not confirmed")).hasSize(1);
  }

  @Test
  void absenceAfterADoubtfulDeleteIsNoLoss() {
    rig.hold().close();
    rig.session.next("delete").loseReply();
    rig.time.pass(SECOND);
    rig.session.answerAll();
    assertThat(rig.tally.losses).isEmpty();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void closingTwiceReleasesOnce() {
    Grant held = rig.hold();
    held.close();
    held.close();
    assertThat(rig.session.count("delete")).isEqualTo(1);
    assertThat(rig.tally.released).isEqualTo(1);
  }

  @Test
  void heldTimeEndsWithTheClose() {
    Grant held = Rig.granted(rig.acquireAnswered());
    rig.time.pass(3 * SECOND);
    held.close();
    rig.time.pass(SECOND);
    assertThat(held.heldNanos()).isEqualTo(3 * SECOND);
  }

  @Test
  void releaseIsTriedThroughRefusalsAndLostConnections() {
    rig.hold().close();
    rig.session.next("delete").refuse(Code.NO_RIGHTS);
    rig.time.pass(SECOND);
    rig.session.next("delete").lose();
    rig.session.disconnect();
    rig.time.pass(SECOND);
    rig.session.next("delete").lose();
    rig.session.connect();
    rig.session.next("delete").answer();
    assertThat(ensemble.line(KEY)).isEmpty();
    assertThat(rig.log).filteredOn(line -> line.contains("cannot delete")).hasSize(1);
    rig.time.pass(TIMEOUT);
    assertThat(rig.session.count("delete")).isZero();
  }

  @Test
  void releaseOfAnEndedSessionIsNotTriedOn() {
    Grant held = rig.hold();
    held.close();
    rig.session.expire();
    rig.time.pass(TIMEOUT);
    assertThat(rig.newSession().count("delete")).isZero();
  }

  @Test
  void watchThatCouldNotBeSetIsSetLater() {
    Attempt attempt = rig.acquire();
    rig.session.next("create").answer();
    rig.session.next("list").answer();
    rig.time.pass(SECOND / 100);
    rig.session.next("list-watch").lose();
    rig.time.pass(SECOND);
    rig.session.answerAll();
    ensemble.delete(KEY + "/" + ensemble.line(KEY).get(0));
    rig.session.answerAll();
    assertThat(Rig.granted(attempt).loss()).isEqualTo(Reason.NODE_DELETED);
  }

  @Test
  void suspectHoldWhoseProofFailsOnTheWayIsProvenLater() {
    Grant held = rig.hold();
    rig.session.disconnect();
    rig.time.pass(TIMEOUT);
    rig.session.connect();
    rig.time.pass(TIMEOUT / 3);
    rig.session.next("list-watch").lose();
    assertThat(held.state()).isEqualTo(LockState.SUSPECT);
    rig.time.pass(SECOND);
    rig.session.answerAll();
    assertThat(held.state()).isEqualTo(LockState.VALID);
  }

  @Test
  void holderThatStoodStillAndLeavesAtOnceIsToldThatNothingIsProven() {
    Grant held = Rig.granted(rig.acquireAnswered());
    rig.time.standStill(TIMEOUT - TIMEOUT / 10 - 1);
    assertThat(held.state()).isEqualTo(LockState.VALID);
    rig.time.standStill(1);
    assertThat(held.state()).isEqualTo(LockState.SUSPECT);
    assertThat(held.close()).isEqualTo(Reason.UNPROVEN);
    assertThat(rig.tally.losses).containsExactly(Loss.UNPROVEN);
  }

  @Test
  void oneClockTellsOfAProcessThatStoodStill() {
    Grant held = Rig.granted(rig.acquireAnswered());
    rig.time.standStill(TIMEOUT - TIMEOUT / 10 - 1);
    assertThat(held.lossByOneClock()).isNull();
    rig.time.standStill(1);
    assertThat(held.lossByOneClock()).isEqualTo(Reason.UNPROVEN);
  }

  @Test
  void oneClockTellsWhatIsKnownOfTheOther() {
    Grant held = rig.hold();
    rig.time.setWall(TIMEOUT / 1_000_000);
    assertThat(held.lossByOneClock()).as("nobody has looked at the wall clock").isNull();
    assertThat(held.loss()).isEqualTo(Reason.UNPROVEN);
    assertThat(held.lossByOneClock()).isEqualTo(Reason.UNPROVEN);
    rig.session.expire();
    assertThat(held.lossByOneClock()).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void holderThatStoodStillIsValidAgainOnlyWhenItsNodeWasSeenAfterwards() {
    Grant held = rig.hold();
    rig.time.standStill(TIMEOUT);
    rig.time.pass(1);
    assertThat(held.state()).isEqualTo(LockState.SUSPECT);
    rig.time.pass(TIMEOUT / 2);
    rig.session.answerAll();
    assertThat(held.state()).isEqualTo(LockState.VALID);
    rig.time.pass(2 * TIMEOUT);
    assertThat(held.close()).isNull();
  }
}
