package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.failure;
import static io.zklocked.runtime.engine.Rig.granted;
import static io.zklocked.runtime.engine.Rig.isWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.engine.Attempt.Reason;
import org.junit.jupiter.api.Test;

class ReadWriteTest {

  private final Rig rig = Rig.connected();
  private final HandEnsemble ensemble = rig.ensemble;
  private final Rig other = Rig.joining(ensemble, "b");

  private static Attempt ask(Rig from, LockMode mode) {
    Attempt attempt = from.engine.acquire(request(mode));
    answer(from);
    return attempt;
  }

  private static Request request(LockMode mode) {
    return new Request(
        KEY, "orders/42", "orders/{id}", "worker-1", "Orders#ship", mode, 1, false, false, true);
  }

  private static void answer(Rig... rigs) {
    for (int i = 0; i < 5; i++) {
      for (Rig each : rigs) {
        each.session.answerAll();
      }
    }
  }

  @Test
  void readersOfOneProcessShareOneNode() {
    Grant first = granted(ask(rig, LockMode.READ));
    Grant second = granted(ask(rig, LockMode.READ));
    assertThat(ensemble.line(KEY)).singleElement().asString().contains("-__READ__");
    first.close();
    answer(rig);
    assertThat(ensemble.line(KEY)).hasSize(1);
    second.close();
    answer(rig);
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void readersOfManyProcessesReadAtOnce() {
    granted(ask(rig, LockMode.READ));
    granted(ask(other, LockMode.READ));
  }

  @Test
  void writerWaitsForReadersAndReadersWaitForWriters() {
    Grant read = granted(ask(rig, LockMode.READ));
    Attempt write = ask(other, LockMode.WRITE);
    rig.passMoment();
    Attempt later = ask(rig, LockMode.READ);
    assertThat(isWaiting(write)).isTrue();
    assertThat(isWaiting(later)).as("a reader who comes after the writer").isTrue();
    read.close();
    answer(rig, other);
    Grant written = granted(write);
    assertThat(isWaiting(later)).isTrue();
    written.close();
    answer(rig, other);
    assertThat(granted(later).fencing()).isGreaterThan(written.fencing());
  }

  @Test
  void writerOfTheSameProcessStandsInLineWhileItReads() {
    Grant read = granted(ask(rig, LockMode.READ));
    Attempt write = ask(rig, LockMode.WRITE);
    assertThat(ensemble.line(KEY)).hasSize(2);
    Attempt rival = ask(other, LockMode.WRITE);
    read.close();
    answer(rig, other);
    granted(write).close();
    answer(rig, other);
    granted(rival);
  }

  @Test
  void writersHandOverButNotToReaders() {
    Grant first = granted(ask(rig, LockMode.WRITE));
    rig.passMoment();
    Attempt second = ask(rig, LockMode.WRITE);
    Attempt third = ask(rig, LockMode.READ);
    first.close();
    assertThat(rig.session.sent()).isEmpty();
    granted(second).close();
    assertThat(isWaiting(third)).isTrue();
    answer(rig);
    granted(third);
    assertThat(ensemble.line(KEY)).singleElement().asString().contains("-__READ__");
  }

  @Test
  void downgradeKeepsTheWritersPlaceAndToken() {
    Grant write = granted(ask(rig, LockMode.WRITE));
    Attempt rival = ask(other, LockMode.WRITE);
    Attempt downgrade = rig.engine.downgrade(write, request(LockMode.READ));
    answer(rig);
    Grant read = granted(downgrade);
    assertThat(read.fencing()).isEqualTo(write.fencing());
    write.close();
    answer(rig, other);
    assertThat(isWaiting(rival)).as("although it came before the read lock").isTrue();
    read.close();
    answer(rig, other);
    granted(rival);
  }

  @Test
  void downgradeIsNotHandedOverToAWriter() {
    Grant write = granted(ask(rig, LockMode.WRITE));
    Attempt next = ask(rig, LockMode.WRITE);
    Attempt downgrade = rig.engine.downgrade(write, request(LockMode.READ));
    answer(rig);
    write.close();
    answer(rig);
    assertThat(isWaiting(next)).isTrue();
    granted(downgrade).close();
    answer(rig);
    granted(next);
  }

  @Test
  void downgradeWhoseCreateIsInDoubtIsAskedAgainAndLeavesNoGhost() {
    Grant write = granted(ask(rig, LockMode.WRITE));
    Attempt downgrade = rig.engine.downgrade(write, request(LockMode.READ));
    Runnable arriveLate = rig.session.next("create-named").lose();
    rig.time.pass(SECOND);
    answer(rig);
    Grant read = granted(downgrade);
    arriveLate.run();
    write.close();
    read.close();
    answer(rig);
    rig.time.pass(2 * Rig.TIMEOUT);
    answer(rig);
    assertThat(ensemble.line(KEY)).isEmpty();
  }

  @Test
  void downgradeThatIsGivenUpLeavesNoNode() {
    Grant write = granted(ask(rig, LockMode.WRITE));
    Attempt downgrade = rig.engine.downgrade(write, request(LockMode.READ));
    downgrade.giveUp(Reason.INTERRUPT);
    answer(rig);
    assertThat(failure(downgrade)).hasMessageContaining("Interrupted");
    write.close();
    answer(rig);
    assertThat(ensemble.line(KEY)).isEmpty();
    assertThat(rig.tally.isBalanced()).isTrue();
  }

  @Test
  void downgradeOfALockThatIsLostIsRefused() {
    Grant write = granted(ask(rig, LockMode.WRITE));
    Attempt downgrade = rig.engine.downgrade(write, request(LockMode.READ));
    rig.session.expire();
    assertThat(failure(downgrade))
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("the session ended");
    assertThat(write.state()).isEqualTo(LockState.LOST);
    assertThat(write.close()).isEqualTo(LockLostException.Reason.SESSION_EXPIRED);
  }
}
