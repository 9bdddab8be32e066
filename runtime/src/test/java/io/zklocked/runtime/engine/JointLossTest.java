package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockInterruptedException;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.LockObserver.Loss;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of several locks at once, one is lost or in doubt before the others are had. */
class JointLossTest {

  private static final String A = "/zklocked/a";
  private static final String B = "/zklocked/b";
  private static final String STRANGER = B + "/_c_x-lock-0000000000";

  private final HandEnsemble ensemble = new HandEnsemble();
  private final Rig rig = Rig.joining(ensemble, "a");

  JointLossTest() {
    ensemble.directory(A);
    ensemble.directory(B);
  }

  @AfterEach
  void nothingIsLeft() {
    rig.session.answerAll();
    assertThat(ensemble.line(A)).isEmpty();
    assertThat(ensemble.line(B)).isEmpty();
    assertThat(rig.tally.isBalanced()).isTrue();
  }

  @Test
  void lockThatIsLostWhileAnotherIsWaitedForIsAcquiredAgain() {
    Pending<List<Grant>> all = waitsForB();
    deleteOwnNodeOfA();
    rig.session.answerAll();
    assertThat(all.outcome()).isNotDone();
    assertThat(ensemble.line(A)).as("its new node").hasSize(1);
    assertThat(ensemble.line(B)).as("the stranger and it").hasSize(2);
    ensemble.delete(STRANGER);
    rig.session.answerAll();
    assertGivenValid(all);
    assertThat(rig.tally.losses).containsExactly(Loss.NODE_DELETED);
  }

  @Test
  void lossThatIsHeardAfterTheLastGrantIsNoticedAllTheSame() {
    Pending<List<Grant>> all = waitsForB();
    rig.session.expire();
    ensemble.delete(STRANGER);
    rig.newSession().answerAll();
    assertGivenValid(all);
    assertThat(rig.tally.losses).containsExactly(Loss.SESSION_EXPIRED);
  }

  @Test
  void whoTriesOnceDoesNotStandBeforeItself() {
    Pending<List<Grant>> all = acquireAll(true);
    rig.session.next("create-all").loseReply();
    while (rig.session.count("create") == 0 || ensemble.line(A).isEmpty()) {
      rig.session.answerFirst();
    }
    deleteOwnNodeOfA();
    rig.session.answerAll();
    assertGivenValid(all);
  }

  @Test
  void whoeverWaitsForTheLostLockInThisProcessGetsItsTurn() {
    Pending<List<Grant>> all = waitsForB();
    Attempt behind = rig.engine.acquire(request(A, false));
    deleteOwnNodeOfA();
    rig.session.answerAll();
    Rig.granted(behind).close();
    ensemble.delete(STRANGER);
    rig.session.answerAll();
    assertGivenValid(all);
  }

  @Test
  void lossDuringTheShutdownEndsTheAttempt() {
    Pending<List<Grant>> all = suspectWithBoth();
    var drained = rig.engine.drain();
    deleteOwnNodeOfA();
    rig.session.answerAll();
    assertThat(all.outcome()).isCompletedExceptionally();
    assertThatThrownBy(() -> all.outcome().join())
        .hasCauseInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("shutting down");
    assertThat(drained).isDone();
  }

  @Test
  void suspectLockIsGivenOnlyWhenItIsProven() {
    Pending<List<Grant>> all = suspectWithBoth();
    assertThat(all.outcome()).isNotDone();
    rig.session.answerAll();
    assertGivenValid(all);
    assertThat(rig.tally.losses).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whoGivesUpBeforeTheProofHasNothing(Attempt.Reason reason) {
    Pending<List<Grant>> all = suspectWithBoth();
    all.lookUpHolder();
    all.giveUp(reason);
    assertThat(all.outcome()).isCompletedExceptionally();
    assertThatThrownBy(() -> all.outcome().join())
        .hasCauseInstanceOf(
            reason == Attempt.Reason.INTERRUPT
                ? LockInterruptedException.class
                : LockUnavailableException.class);
  }

  /** Holds A, and stands behind a stranger in the line of B. */
  private Pending<List<Grant>> waitsForB() {
    ensemble.stranger(STRANGER, "somebody");
    Pending<List<Grant>> all = acquireAll(false);
    rig.session.answerAll();
    rig.passMoment();
    assertThat(all.outcome()).isNotDone();
    assertThat(ensemble.line(A)).hasSize(1);
    return all;
  }

  /** Has been granted both, but A is suspect since a long silence before B was granted. */
  private Pending<List<Grant>> suspectWithBoth() {
    Pending<List<Grant>> all = waitsForB();
    ensemble.delete(STRANGER);
    rig.session.disconnect();
    rig.time.pass(TIMEOUT);
    rig.session.connect();
    rig.time.pass(TIMEOUT / 3);
    rig.session.next("list").answer();
    assertThat(ensemble.line(B)).as("its node").hasSize(1);
    return all;
  }

  private void deleteOwnNodeOfA() {
    ensemble.delete(A + "/" + ensemble.line(A).get(0));
  }

  private void assertGivenValid(Pending<List<Grant>> all) {
    assertThat(all.outcome()).isDone();
    List<Grant> grants = all.outcome().join();
    assertThat(grants).extracting(Grant::state).containsExactly(LockState.VALID, LockState.VALID);
    assertThat(grants).extracting(Grant::close).containsOnlyNulls();
  }

  private Pending<List<Grant>> acquireAll(boolean once) {
    return rig.engine.acquireAll(List.of(request(A, once), request(B, once)));
  }

  private static Request request(String path, boolean once) {
    return new Request(
        path, path, "{key}", "worker-1", "Orders#ship", LockMode.EXCLUSIVE, 1, once, false, true);
  }
}
