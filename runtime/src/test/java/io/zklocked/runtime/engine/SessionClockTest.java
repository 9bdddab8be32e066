package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long a hold is trusted, with every beat answered by hand. */
class SessionClockTest {

  private static final long SIXTH = TIMEOUT / 6;
  private static final long TRUSTED = TIMEOUT - TIMEOUT / 10;

  private final Rig rig = Rig.connected();
  private Grant held;

  @BeforeEach
  void holdWithoutBeats() {
    held = Rig.granted(rig.acquireAnswered());
    rig.session.answersBeats = false;
  }

  private void answerBeat() {
    rig.session.next("beat").answer();
  }

  /** The next beat is sent, and answered at once. */
  private void beat() {
    rig.time.pass(SIXTH);
    answerBeat();
  }

  private long trustedFor() {
    long passed = 0;
    while (held.state() == LockState.VALID) {
      rig.time.pass(SECOND / 100);
      passed += SECOND / 100;
    }
    return passed;
  }

  @Test
  void beatConfirmsTheOneBeforeTheLast() {
    beat(); // the first of them was answered at 0, when the session was opened
    beat();
    assertThat(trustedFor())
        .as("0 is confirmed")
        .isBetween(TRUSTED - 2 * SIXTH, TRUSTED - 2 * SIXTH + SECOND / 50);
  }

  @Test
  void eachFurtherBeatProlongsBySoMuchAsLiesBetweenThem() {
    for (int i = 0; i < 5; i++) {
      beat();
    }
    assertThat(trustedFor()).isBetween(TRUSTED - 2 * SIXTH, TRUSTED - 2 * SIXTH + SECOND / 50);
  }

  @Test
  void oneBeatAfterAReconnectConfirmsNothing() {
    for (int i = 0; i < 3; i++) {
      beat();
    }
    rig.session.disconnect();
    rig.session.connect();
    answerBeat();
    assertThat(trustedFor())
        .as("as before")
        .isBetween(TRUSTED - 2 * SIXTH, TRUSTED - 2 * SIXTH + SECOND / 50);
  }

  @Test
  void beatThatFailedWithItsConnectionIsConfirmedByTheNextConnection() {
    rig.time.pass(SIXTH);
    rig.session.next("beat").lose();
    rig.session.disconnect();
    rig.time.pass(SIXTH);
    rig.session.connect();
    answerBeat();
    assertThat(trustedFor()).isBetween(TRUSTED - SIXTH, TRUSTED - SIXTH + SECOND / 50);
  }

  @Test
  void neverTwoBeatsAreOutstanding() {
    rig.time.pass(TIMEOUT);
    assertThat(rig.session.count("beat")).isOne();
  }

  @Test
  void clocksThatDisagreeMakeAHoldSuspectUntilItIsProven() {
    rig.time.setWall(201);
    assertThat(held.state()).isEqualTo(LockState.SUSPECT);
    beat();
    assertThat(held.state()).isEqualTo(LockState.SUSPECT);
    rig.session.answerAll();
    assertThat(held.state()).isEqualTo(LockState.VALID);
  }

  @Test
  void beatsOfAnIdleProcessAreNoWrites() {
    rig.session.answersBeats = true;
    held.close();
    rig.session.answerAll();
    rig.session.answersBeats = false;
    rig.time.pass(SIXTH);
    assertThat(rig.session.count("sync-beat")).isOne();
    assertThat(rig.session.count("beat")).isZero();
  }

  @Test
  void silenceIsSaidOnceWhetherOrNotAnybodyAsks() {
    rig.time.pass(2 * TIMEOUT);
    assertThat(rig.log).filteredOn(line -> line.contains("cannot be proven")).hasSize(1);
  }
}
