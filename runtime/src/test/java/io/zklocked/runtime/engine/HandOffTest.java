package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.TIMEOUT;
import static io.zklocked.runtime.engine.Rig.failure;
import static io.zklocked.runtime.engine.Rig.granted;
import static io.zklocked.runtime.engine.Rig.isWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Attempt.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandOffTest {

  private final Rig rig = Rig.connected();
  private final HandEnsemble ensemble = rig.ensemble;

  @Test
  void waitersOfOneProcessShareOneNode() {
    rig.hold();
    rig.acquire();
    rig.acquire();
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).hasSize(1);
  }

  @Test
  void lockIsHandedOverInOrderWithoutAskingTheServers() {
    Grant first = rig.hold();
    Attempt second = rig.acquire();
    Attempt third = rig.acquire();
    rig.session.answerAll();
    first.close();
    assertThat(rig.session.sent()).isEmpty();
    Grant next = granted(second);
    assertThat(isWaiting(third)).isTrue();
    assertThat(next.fencing()).isGreaterThan(first.fencing());
    assertThat(next.fencing().czxid()).isEqualTo(first.fencing().czxid());
    next.close();
    granted(third).close();
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).isEmpty();
    assertThat(rig.tally.outcomes)
        .containsExactly(
            LockObserver.Outcome.GRANTED,
            LockObserver.Outcome.HANDED_OFF,
            LockObserver.Outcome.HANDED_OFF);
    assertThat(rig.tally.isBalanced()).isTrue();
  }

  @Test
  void somebodyElseInLineIsServedAfterThirtyTwoHandOffs() {
    Grant held = rig.hold();
    Rig other = Rig.joining(ensemble, "b");
    Attempt rival = other.acquire();
    other.session.answerAll();
    List<Attempt> local = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      local.add(rig.acquire());
    }
    rig.session.answerAll();
    int handedOver = 0;
    while (isWaiting(rival)) {
      held.close();
      rig.session.answerAll();
      other.session.answerAll();
      if (isWaiting(rival)) {
        held = granted(local.get(handedOver++));
      }
    }
    assertThat(handedOver).isEqualTo(32);
    assertThat(ensemble.line(KEY)).as("the rival and the next of ours").hasSize(2);
    granted(rival).close();
    other.session.answerAll();
    rig.session.answerAll();
    granted(local.get(handedOver));
  }

  @Test
  void newNodeStandsInLineBeforeTheOldOneGoes() {
    Rig other = Rig.joining(ensemble, "b");
    Grant held = rig.hold();
    other.acquire();
    other.session.answerAll();
    rig.session.answerAll();
    rig.acquire();
    rig.time.pass(SECOND);
    rig.session.answerAll();
    held.close();
    assertThat(rig.session.sent())
        .hasSize(3)
        .satisfiesExactly(
            sent -> assertThat(sent).startsWith("create "),
            sent -> assertThat(sent).startsWith("delete "),
            sent -> assertThat(sent).startsWith("list "));
  }

  @Test
  void listingThatShowsNobodyElseRenewsTheBudget() {
    Grant held = rig.hold();
    for (int i = 0; i < 30_000; i++) {
      Attempt next = rig.acquire();
      held.close();
      held = granted(next);
      rig.session.answerAll();
    }
    assertThat(held.fencing().grant()).isEqualTo(30_000);
  }

  @Test
  void withoutSuchAListingTheLockGoesBackInLine() {
    Grant held = rig.hold();
    int handedOver = 0;
    while (handedOver < 20_000) {
      Attempt next = rig.acquire();
      held.close();
      if (isWaiting(next)) {
        break;
      }
      held = granted(next);
      handedOver++;
    }
    assertThat(handedOver).isEqualTo(10_000);
  }

  @Test
  void whileDisconnectedNothingIsHandedOver() {
    Grant held = rig.hold();
    Attempt next = rig.acquire();
    rig.session.disconnect();
    held.close();
    assertThat(isWaiting(next)).isTrue();
    rig.session.connect();
    rig.session.answerAll();
    rig.time.pass(SECOND);
    rig.session.answerAll();
    assertThat(granted(next).fencing().czxid()).isGreaterThan(held.fencing().czxid());
  }

  @Test
  void suspectHoldIsNotHandedOverButReplaced() {
    Grant held = rig.hold();
    Attempt next = rig.acquire();
    rig.session.answerAll();
    rig.time.standStill(TIMEOUT);
    assertThat(held.state()).isEqualTo(LockState.SUSPECT);
    assertThat(held.close()).isEqualTo(LockLostException.Reason.UNPROVEN);
    assertThat(isWaiting(next)).isTrue();
  }

  @Test
  void nobodyIsGrantedBesideALostBody() {
    Grant held = rig.hold();
    Attempt next = rig.acquire();
    rig.session.answerAll();
    rig.session.expire();
    rig.newSession().answerAll();
    assertThat(ensemble.line(KEY)).as("nor stands in line").isEmpty();
    next.giveUp(Reason.TIMEOUT);
    assertThat(failure(next)).hasMessageContaining("lost still runs");
    held.close();
    granted(rig.acquireAnswered());
  }

  @Test
  void whoTriesOnceIsTurnedAwayByAHolderOfItsOwnProcess() {
    rig.hold();
    Attempt once = rig.engine.acquire(Rig.request(true));
    assertThat(failure(once))
        .isInstanceOf(LockBusyException.class)
        .hasMessageContaining("host host-a, pid 4711, thread worker-1, in Orders#ship");
    assertThat(rig.session.sent()).isEmpty();
  }

  @Test
  void whoTriesOnceBehindAnotherWhoIsGrantedIsTurnedAway() {
    Attempt first = rig.acquire();
    Attempt once = rig.engine.acquire(Rig.request(true));
    rig.session.answerAll();
    granted(first);
    assertThat(failure(once)).isInstanceOf(LockBusyException.class);
  }

  @Test
  void lastWaiterWhoGivesUpTakesTheNodeAlong() {
    Rig other = Rig.joining(ensemble, "b");
    other.hold();
    Attempt first = rig.acquire();
    Attempt second = rig.acquire();
    rig.session.answerAll();
    first.giveUp(Reason.TIMEOUT);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).hasSize(2);
    second.giveUp(Reason.INTERRUPT);
    rig.session.answerAll();
    assertThat(ensemble.line(KEY)).hasSize(1);
    assertThat(failure(first)).isInstanceOf(LockBusyException.class);
  }
}
