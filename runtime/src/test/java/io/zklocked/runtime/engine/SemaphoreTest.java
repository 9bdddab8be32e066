package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.failure;
import static io.zklocked.runtime.engine.Rig.granted;
import static io.zklocked.runtime.engine.Rig.isWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Attempt.Reason;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import org.junit.jupiter.api.Test;

/** Permits in the wire format of Curator's InterProcessSemaphoreV2, every answer given by hand. */
class SemaphoreTest {

  private static final String LOCKS = KEY + "/locks";
  private static final String LEASES = KEY + "/leases";
  private static final int STEPS = 40;

  private final HandEnsemble ensemble = new HandEnsemble();
  private final Rig rig = Rig.joining(ensemble, "a");

  @Test
  void asManyAreLetInAsThereArePermits() {
    Grant first = hold(rig, 2);
    Rig b = Rig.joining(ensemble, "b");
    Grant second = hold(b, 2);
    Rig c = Rig.joining(ensemble, "c");
    Attempt third = answered(c, 2);
    assertThat(isWaiting(third)).isTrue();
    assertThat(ensemble.line(LEASES)).hasSize(3);
    assertThat(ensemble.line(LOCKS)).as("the mutex of who waits").hasSize(1);

    first.close();
    rig.session.answerAll();
    c.session.answerAll();
    assertThat(granted(third).state()).isEqualTo(LockState.VALID);
    assertThat(second.state()).isEqualTo(LockState.VALID);
    assertThat(ensemble.line(LEASES)).hasSize(2);
    assertThat(ensemble.line(LOCKS)).isEmpty();
  }

  @Test
  void onlyTheHeadOfTheQueueLooksAtThePermits() {
    Grant held = hold(rig, 1);
    Rig b = Rig.joining(ensemble, "b");
    Attempt second = answered(b, 1);
    Rig c = Rig.joining(ensemble, "c");
    Attempt third = answered(c, 1);
    b.session.answerAll();
    held.close();
    rig.session.answerAll();

    assertThat(b.session.sent()).containsExactly("list-watch " + LEASES);
    assertThat(c.session.sent()).isEmpty();
    b.session.answerAll();
    c.session.answerAll();
    granted(second);
    assertThat(isWaiting(third)).isTrue();
  }

  @Test
  void threadsOfOneProcessCountEach() {
    Grant first = hold(rig, 2);
    Grant second = hold(rig, 2);
    Attempt third = answered(rig, 2);
    Attempt fourth = answered(rig, 2);
    assertThat(isWaiting(third)).isTrue();
    second.close();
    rig.session.answerAll();
    granted(third);
    assertThat(isWaiting(fourth)).isTrue();
    first.close();
    rig.session.answerAll();
    assertThat(granted(fourth).fencing()).isGreaterThan(granted(third).fencing());
    assertThat(rig.tally.outcomes).containsOnly(Outcome.GRANTED).hasSize(4);
    assertThat(rig.tally.released).isEqualTo(2);
  }

  @Test
  void anotherNumberOfPermitsIsRefused() {
    hold(rig, 3);
    Rig b = Rig.joining(ensemble, "b");

    assertThat(failure(answered(b, 2)))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("a semaphore of 3 permits lies there, and this asks for one of 2");
    assertThat(ensemble.line(LEASES)).hasSize(1);
    assertThat(ensemble.line(LOCKS)).isEmpty();
    granted(answered(b, 3));
  }

  @Test
  void aPermitThatDoesNotSayHowManyThereAreCounts() {
    ensemble.directory(KEY);
    ensemble.directory(LEASES);
    ensemble.stranger(LEASES + "/_c_00000000-0000-0000-0000-000000000001-lease-0000000000", "ip");
    granted(answered(rig, 2));
    assertThat(isWaiting(answered(rig, 2))).isTrue();
  }

  @Test
  void whatIsNoPermitDoesNotCount() {
    ensemble.directory(KEY);
    ensemble.directory(LEASES);
    ensemble.stranger(LEASES + "/readme", "");
    granted(answered(rig, 1));
  }

  @Test
  void aLockOfAnotherKindIsLeftInPeace() {
    ensemble.directory(KEY);
    ensemble.stranger(KEY + "/_c_00000000-0000-0000-0000-000000000001-lock-0000000000", "");

    assertThat(failure(answered(rig, 2)))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("a lock of another kind lies there");
    assertThat(ensemble.tree.list(KEY)).hasSize(1);
  }

  @Test
  void anExclusiveLockIsRefusedWhereASemaphoreLies() {
    hold(rig, 2);
    Rig b = Rig.joining(ensemble, "b");
    assertThat(failure(b.acquireAnswered()))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("a semaphore lies there");
  }

  @Test
  void givingUpAtAnyStepLeavesNothing() {
    Grant held = hold(rig, 1);
    for (int steps = 0; steps < STEPS; steps++) {
      Rig b = Rig.joining(ensemble, "b" + steps);
      Attempt attempt = b.engine.acquire(request(1, false));
      answer(b, steps);
      attempt.giveUp(Reason.INTERRUPT);
      assertThat(attempt.outcome()).as("given up after %d answers", steps).isDone();
      assertThat(failure(attempt)).isInstanceOf(LockInterruptedException.class);
      b.session.answerAll();
      assertThat(ensemble.line(LEASES)).as("after %d answers", steps).hasSize(1);
      assertThat(ensemble.line(LOCKS)).as("after %d answers", steps).isEmpty();
      assertThat(b.tally.isBalanced()).isTrue();
    }
    assertThat(held.state()).isEqualTo(LockState.VALID);
  }

  @Test
  void aConnectionThatBreaksAtAnyStepIsRecoveredFrom() {
    for (int steps = 0; steps < STEPS; steps++) {
      for (boolean arrives : new boolean[] {false, true}) {
        Rig b = Rig.joining(ensemble, "b" + steps + arrives);
        Attempt attempt = b.engine.acquire(request(1, false));
        answer(b, steps);
        if (arrives && !b.session.sent().isEmpty()) {
          first(b).loseReply();
        }
        b.session.disconnect();
        b.session.connect();
        b.session.answerAll();
        b.time.pass(SECOND);
        b.session.answerAll();
        Grant grant = granted(attempt);
        assertThat(ensemble.line(LEASES)).as("after %d answers, %s", steps, arrives).hasSize(1);
        assertThat(ensemble.line(LOCKS)).as("after %d answers, %s", steps, arrives).isEmpty();
        grant.close();
        b.session.answerAll();
        b.time.pass(SECOND);
        b.session.answerAll();
        assertThat(ensemble.line(LEASES)).as("after %d answers, %s", steps, arrives).isEmpty();
      }
    }
  }

  @Test
  void aSessionThatEndsAtAnyStepIsReplaced() {
    for (int steps = 0; steps < STEPS; steps++) {
      Rig b = Rig.joining(ensemble, "b" + steps);
      Attempt attempt = b.engine.acquire(request(1, false));
      answer(b, steps);
      boolean wasGranted = attempt.outcome().isDone();
      b.session.expire();
      b.newSession();
      b.session.answerAll();
      Grant grant = granted(attempt);
      assertThat(grant.state()).isEqualTo(wasGranted ? LockState.LOST : LockState.VALID);
      grant.close();
      b.session.answerAll();
      assertThat(ensemble.line(LEASES)).as("after %d answers", steps).isEmpty();
      assertThat(ensemble.line(LOCKS)).as("after %d answers", steps).isEmpty();
      assertThat(b.tally.isBalanced()).isTrue();
      assertThat(b.tally.losses).hasSize(wasGranted ? 1 : 0);
    }
  }

  @Test
  void aDeletedPermitIsLostWhileItsBodyRuns() {
    Grant held = hold(rig, 2);
    rig.passMoment();
    ensemble.delete(LEASES + "/" + ensemble.line(LEASES).get(0));
    rig.session.answerAll();
    assertThat(held.loss()).isEqualTo(LockLostException.Reason.NODE_DELETED);
    assertThat(rig.log).anyMatch(line -> line.startsWith("error lost lock"));
  }

  @Test
  void whoLosesTheMutexStartsOver() {
    Grant held = hold(rig, 1);
    Rig b = Rig.joining(ensemble, "b");
    Attempt second = answered(b, 1);
    b.passMoment();
    ensemble.delete(LOCKS + "/" + ensemble.line(LOCKS).get(0));
    b.session.answerAll();
    assertThat(isWaiting(second)).isTrue();
    assertThat(ensemble.line(LOCKS)).hasSize(1);
    assertThat(ensemble.line(LEASES)).hasSize(2);
    held.close();
    rig.session.answerAll();
    b.session.answerAll();
    granted(second);
    assertThat(b.log).noneMatch(line -> line.startsWith("error"));
    assertThat(b.tally.losses).isEmpty();
  }

  @Test
  void whoTriesOnceIsToldWhoHasThePermit() {
    hold(rig, 1);
    Rig b = Rig.joining(ensemble, "b");
    Attempt once = b.engine.acquire(request(1, true));
    b.session.answerAll();
    LockBusyException busy = (LockBusyException) failure(once);
    assertThat(busy.holder()).contains("host-a");
    assertThat(ensemble.line(LEASES)).hasSize(1);
  }

  @Test
  void whoTriesOnceDoesNotWaitBehindWhoWaits() {
    hold(rig, 1);
    Rig b = Rig.joining(ensemble, "b");
    answered(b, 1);
    Rig c = Rig.joining(ensemble, "c");
    Attempt once = c.engine.acquire(request(1, true));
    c.session.answerAll();
    assertThat(isWaiting(once)).as("the mutex alone is no reason").isTrue();
    c.time.pass(SECOND / 10);
    c.session.answerAll();
    assertThat(failure(once)).isInstanceOf(LockBusyException.class);
  }

  @Test
  void whoTriesOnceWaitsForAMutexThatIsAboutToBeFree() {
    Rig b = Rig.joining(ensemble, "b");
    Attempt other = b.engine.acquire(request(2, false));
    answer(b, 8);
    assertThat(ensemble.line(LOCKS)).hasSize(1);
    Attempt once = rig.engine.acquire(request(2, true));
    rig.session.answerAll();
    rig.time.pass(SECOND / 10);
    rig.session.answerAll();
    assertThat(isWaiting(once)).isTrue();
    b.session.answerAll();
    rig.session.answerAll();
    granted(other);
    granted(once);
  }

  @Test
  void idleDirectoriesGoWithTheKeyLast() {
    hold(rig, 2).close();
    rig.session.answerAll();
    rig.time.pass(11 * SECOND);
    rig.session.answerAll();
    assertThat(ensemble.tree.list("/zklocked")).isEmpty();
  }

  @Test
  void theKeyStaysWhileAPermitBelowItIsHeld() {
    Grant held = hold(rig, 2);
    rig.time.pass(11 * SECOND);
    while (!rig.session.sent().isEmpty()) {
      assertThat(rig.session.sent()).doesNotContain("remove " + KEY);
      first(rig).answer();
    }
    assertThat(ensemble.tree.list(KEY)).containsExactly("leases");

    held.close();
    rig.session.answerAll();
    rig.time.pass(11 * SECOND);
    rig.session.answerAll();
    assertThat(ensemble.tree.list("/zklocked")).isEmpty();
  }

  @Test
  void shutdownRemovesTheDirectoriesAsWell() {
    Grant held = hold(rig, 1);
    Attempt waiting = answered(rig, 1);
    var drained = rig.engine.drain();
    assertThat(waiting.outcome()).isDone();
    held.close();
    rig.session.answerAll();
    assertThat(drained).isDone();
    assertThat(ensemble.tree.list("/zklocked")).isEmpty();
  }

  private static Grant hold(Rig rig, int permits) {
    return granted(answered(rig, permits));
  }

  private static Attempt answered(Rig rig, int permits) {
    Attempt attempt = rig.engine.acquire(request(permits, false));
    rig.session.answerAll();
    return attempt;
  }

  /** Answers so many requests, as they come. */
  private static void answer(Rig rig, int requests) {
    for (int i = 0; i < requests && !rig.session.sent().isEmpty(); i++) {
      first(rig).answer();
    }
  }

  private static HandSession.Sent first(Rig rig) {
    String first = rig.session.sent().get(0);
    return rig.session.next(first.substring(0, first.indexOf(' ')));
  }

  private static Request request(int permits, boolean once) {
    return new Request(
        KEY,
        "orders/42",
        "orders/{id}",
        "worker-1",
        "Orders#ship",
        LockMode.SEMAPHORE,
        permits,
        once,
        false,
        true);
  }
}
