package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import io.zklocked.runtime.engine.Attempt.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of an attempt that takes long. */
class DelayTest {

  private static final String WAITER =
      "thread 'worker-1' has waited 3.0 s for lock 'orders/42' (" + KEY + "), in Orders#ship: ";

  private final Rig rig = Rig.connected();

  @Test
  void anotherProcessIsNamedByItsRecord() {
    rig.time.pass(2 * SECOND);
    Grant held = rig.hold();
    Rig other = Rig.joining(rig.ensemble, "b");
    Attempt attempt = other.acquire();
    other.session.answerAll();
    other.time.pass(3 * SECOND);
    attempt.lookUpHolder();
    other.session.answerAll();
    assertThat(attempt.delay())
        .isEqualTo(
            WAITER
                + "held by host host-a, pid 4711, thread worker-1, in Orders#ship, in line since"
                + " 2026-09-21T14:13:22Z");
    held.close();
    rig.session.answerAll();
    other.session.answerAll();
    granted(attempt);
    assertThat(attempt.delay()).as("it waits no longer").isNull();
  }

  @Test
  void threadOfThisProcessIsNamedSinceItsGrant() {
    rig.hold();
    Attempt attempt = rig.acquire();
    rig.time.pass(3 * SECOND);
    assertThat(attempt.delay())
        .startsWith(WAITER + "held by host host-a, pid 4711, thread worker-1, in Orders#ship, in");
    attempt.giveUp(Reason.INTERRUPT);
    assertThat(attempt.delay()).isNull();
  }

  @Test
  void silenceOfTheServersIsNotTakenForAHolder() {
    Rig alone = Rig.unconnected(new HandEnsemble(), "c");
    Attempt attempt = alone.acquire();
    alone.time.pass(3 * SECOND);
    assertThat(attempt.delay()).startsWith(WAITER + "there is no session with ");
  }

  @Test
  void ofSeveralLocksTheOneThatIsWaitedForIsNamed() {
    rig.ensemble.directory("/zklocked/a");
    rig.hold();
    Rig other = Rig.joining(rig.ensemble, "b");
    Pending<List<Grant>> both =
        other.engine.acquireAll(
            List.of(Rig.request(false), Rig.request("/zklocked/a", false, true)));
    other.session.answerAll();
    other.time.pass(3 * SECOND);
    both.lookUpHolder();
    other.session.answerAll();
    assertThat(both.delay()).startsWith(WAITER + "held by host host-a, pid 4711");
    both.giveUp(Reason.TIMEOUT);
    assertThat(both.delay()).isNull();
  }

  @Test
  void whoWaitsForAPermitIsToldOfWhoHasOne() {
    Request request =
        new Request(
            "/zklocked/s",
            "s",
            "s",
            "worker-1",
            "Orders#ship",
            LockMode.SEMAPHORE,
            1,
            false,
            false,
            true);
    Rig own = Rig.joining(new HandEnsemble(), "a");
    Attempt first = own.engine.acquire(request);
    own.session.answerAll();
    granted(first);
    Attempt second = own.engine.acquire(request);
    own.session.answerAll();
    own.time.pass(3 * SECOND);
    second.lookUpHolder();
    own.session.answerAll();
    assertThat(second.delay())
        .isEqualTo(
            "thread 'worker-1' has waited 3.0 s for lock 's' (/zklocked/s), in Orders#ship: held by"
                + " host host-a, pid 4711, thread worker-1, in Orders#ship, in line since"
                + " 2026-09-21T14:13:20Z");
  }
}
