package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.failure;
import static io.zklocked.runtime.engine.Rig.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockMode;
import io.zklocked.LockUnavailableException;
import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Attempt.Reason;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GivingUpTest {

  /** More than any attempt here has. */
  private static final int MOST_ANSWERS = 24;

  private final Rig rig = Rig.connected();
  private final HandEnsemble ensemble = rig.ensemble;

  @Test
  void timedOutWaiterLeavesTheQueueAndSaysWhoHoldsIt() {
    rig.time.pass(2 * SECOND);
    Grant held = rig.hold();
    Rig other = Rig.joining(ensemble, "b");
    Attempt attempt = other.acquire();
    other.session.answerAll();
    other.time.pass(3 * SECOND);
    attempt.lookUpHolder();
    other.session.answerAll();
    attempt.giveUp(Reason.TIMEOUT);
    assertThat(attempt.outcome()).isDone();
    other.session.answerAll();
    assertThat(ensemble.line(KEY)).hasSize(1);
    assertThat(held.loss()).isNull();
    LockBusyException busy = (LockBusyException) failure(attempt);
    assertThat(busy.holder()).isEqualTo("host host-a, pid 4711, thread worker-1, in Orders#ship");
    assertThat(busy.since()).isEqualTo(Instant.ofEpochMilli(1_790_000_002_000L));
    assertThat(busy.waited()).isEqualTo(Duration.ofSeconds(3));
    assertThat(busy).hasMessageContaining("'orders/42' is busy").hasMessageContaining("pid 4711");
    assertThat(other.tally.outcomes).containsExactly(Outcome.BUSY);
  }

  @Test
  void oneTryEndsByItselfWithTheHolder() {
    rig.hold();
    Attempt attempt = rig.engine.acquire(Rig.request(true));
    rig.session.answerAll();
    assertThat(((LockBusyException) failure(attempt)).holder()).contains("host-a");
    assertThat(ensemble.line(KEY)).hasSize(1);
  }

  @Test
  void oneTryIsGrantedIfTheHolderLeavesWhileItIsLookedUp() {
    Grant held = rig.hold();
    Rig other = Rig.joining(ensemble, "b");
    Attempt attempt = other.engine.acquire(Rig.request(true));
    other.session.next("create").answer();
    other.session.next("list").answer();
    held.close();
    rig.session.answerAll();
    other.session.answerAll();
    granted(attempt);
  }

  @Test
  void interruptedWaiterLeavesAtOnce() {
    rig.hold();
    Attempt attempt = rig.acquire();
    rig.session.answerAll();
    attempt.giveUp(Reason.INTERRUPT);
    assertThat(failure(attempt)).isInstanceOf(LockInterruptedException.class);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).hasSize(1);
  }

  @Test
  void givingUpTwiceOrAfterTheGrantChangesNothing() {
    Attempt attempt = rig.acquire();
    rig.session.answerAll();
    attempt.giveUp(Reason.TIMEOUT);
    attempt.giveUp(Reason.INTERRUPT);
    assertThat(granted(attempt).loss()).isNull();
    assertThat(rig.tally.outcomes).containsExactly(Outcome.GRANTED);
  }

  @Test
  void createThatArrivesAfterItsRequestWasGivenUpIsReaped() {
    Attempt attempt = rig.acquire();
    attempt.giveUp(Reason.TIMEOUT);
    Runnable late = rig.session.next("create").lose();
    rig.session.answerAll();
    late.run();
    assertThat(ensemble.line(KEY)).hasSize(1);
    rig.time.pass(Rig.TIMEOUT + SECOND);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void anyListingShowsALateCreateToTheReaper() {
    Attempt attempt = rig.acquire();
    attempt.giveUp(Reason.TIMEOUT);
    Runnable late = rig.session.next("create").lose();
    rig.session.answerAll();
    late.run();
    Attempt next = rig.acquire();
    rig.session.answerAll();
    granted(next);
    assertThat(ensemble.line(KEY)).hasSize(1);
  }

  @Test
  void requestThatWasGivenUpBeforeItsCreateWasAnsweredLeavesNoNode() {
    Attempt attempt = rig.acquire();
    attempt.giveUp(Reason.INTERRUPT);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void outcomeIsThereWhenGivingUpReturnsEvenIfTheGrantIsStillBeingTold() {
    Attempt[] attempt = new Attempt[1];
    boolean[] done = new boolean[1];
    Tally impatient =
        new Tally() {
          @Override
          public void ended(String label, Outcome outcome, long waitNanos) {
            attempt[0].giveUp(Reason.TIMEOUT);
            done[0] = attempt[0].outcome().isDone();
          }
        };
    Rig observed = Rig.joining(ensemble, "b", impatient);
    attempt[0] = observed.acquire();
    observed.session.answerAll();
    assertThat(done[0]).isTrue();
  }

  /** What an attempt may meet. */
  private enum Case {
    FREE,
    /** Somebody of another process holds the lock. */
    BEHIND,
    /** The directory has to be made. */
    NO_DIRECTORY,
    /** The create was done, but its answer was lost with the connection. */
    DOUBTFUL,
    /** The create never arrived. */
    LOST
  }

  static Stream<Arguments> everywhere() {
    return Stream.of(Case.values())
        .flatMap(
            met ->
                Stream.of(LockMode.EXCLUSIVE, LockMode.READ, LockMode.WRITE)
                    .flatMap(
                        mode ->
                            Stream.of(Reason.values())
                                .map(reason -> Arguments.of(met, mode, reason))));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void atEveryAwaitItEndsAtOnceAndLeavesNothing(Case met, LockMode mode, Reason reason) {
    int grants = 0;
    for (int answers = 0; answers < MOST_ANSWERS; answers++) {
      HandEnsemble servers = new HandEnsemble();
      if (met != Case.NO_DIRECTORY) {
        servers.directory(KEY);
      }
      Rig holder = Rig.joining(servers, "a");
      Grant held = met == Case.BEHIND ? granted(answered(holder, LockMode.WRITE)) : null;
      Rig other = Rig.joining(servers, "b");
      Attempt attempt = other.engine.acquire(request(mode));
      meet(met, other);
      answer(other, answers);
      attempt.giveUp(reason);
      assertThat(attempt.outcome()).as("after %d answers", answers).isDone();
      if (attempt.outcome().isCompletedExceptionally()) {
        assertThat(failure(attempt)).isInstanceOf(expected(met, reason, answers));
      } else {
        grants++;
        granted(attempt).close();
      }
      settle(other);
      assertThat(servers.line(KEY)).as("after %d answers", answers).hasSize(held == null ? 0 : 1);
      assertThat(other.tally.isBalanced()).isTrue();
      if (held != null) {
        assertThat(held.close()).isNull();
        settle(holder);
      }
      granted(answered(Rig.joining(servers, "c"), LockMode.EXCLUSIVE));
    }
    assertThat(grants > 0).as("whether it was granted in the end").isEqualTo(met != Case.BEHIND);
  }

  private static Class<? extends ZkLockException> expected(Case met, Reason reason, int answers) {
    if (reason == Reason.INTERRUPT) {
      return LockInterruptedException.class;
    }
    boolean seen = met == Case.BEHIND && answers >= 2;
    return seen ? LockBusyException.class : LockUnavailableException.class;
  }

  private static void meet(Case met, Rig rig) {
    if (met == Case.DOUBTFUL) {
      rig.session.next("create").loseReply();
    } else if (met == Case.LOST) {
      rig.session.next("create").lose();
    }
    if (met == Case.DOUBTFUL || met == Case.LOST) {
      rig.session.disconnect();
      rig.session.connect();
    }
  }

  private static void answer(Rig rig, int answers) {
    for (int i = 0; i < answers; i++) {
      if (rig.session.sent().isEmpty()) {
        rig.time.pass(SECOND);
      }
      if (!rig.session.sent().isEmpty()) {
        rig.session.answerFirst();
      }
    }
  }

  /** Lets everything arrive that is on its way, and what that brings about. */
  private static void settle(Rig rig) {
    rig.session.answerAll();
    rig.time.pass(Rig.TIMEOUT);
    rig.session.answerAll();
  }

  private static Attempt answered(Rig rig, LockMode mode) {
    Attempt attempt = rig.engine.acquire(request(mode));
    rig.session.answerAll();
    return attempt;
  }

  private static Request request(LockMode mode) {
    return new Request(
        KEY, "orders/42", "orders/{id}", "worker-1", "Orders#ship", mode, 1, false, false, true);
  }
}
