package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockMode;
import io.zklocked.LockUnavailableException;
import io.zklocked.ZkLockException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several locks at once, on a server that answers by hand. */
class JointAttemptTest {

  private static final String A = "/zklocked/a";
  private static final String B = "/zklocked/b";
  private static final String C = "/zklocked/c";

  private final HandEnsemble ensemble = new HandEnsemble();
  private final Tally tally = new Tally();
  private final Rig rig = Rig.joining(ensemble, "a", tally);

  JointAttemptTest() {
    ensemble.directory(A);
    ensemble.directory(B);
    ensemble.directory(C);
  }

  @Test
  void freeLocksAreHadInOneRoundTrip() {
    Pending<List<Grant>> all = acquireAll(B, A, C);
    assertThat(rig.session.sent())
        .hasSize(4)
        .first()
        .asString()
        .startsWith("create-all " + A + "/_c_");
    assertThat(rig.session.sent().subList(1, 4))
        .containsExactly("list " + A, "list " + B, "list " + C);
    rig.session.next("create-all").answer();
    for (int i = 0; i < 3; i++) {
      rig.session.next("list").answer();
    }
    assertThat(paths(granted(all))).containsExactly(A, B, C);
    rig.session.answerAll();
    granted(all).forEach(grant -> assertThat(grant.loss()).isNull());
    close(all);
    rig.session.answerAll();
    assertNothingIsLeft();
  }

  @Test
  void whoIsNotFirstEverywhereLeavesAllLinesBeforeItWaitsInOne() {
    ensemble.stranger(B + "/_c_x-lock-0000000000", "somebody");
    Pending<List<Grant>> all = acquireAll(A, B);
    rig.session.next("create-all").answer();
    rig.session.next("list").answer();
    rig.session.next("list").answer();
    assertThat(rig.session.sent().get(0)).startsWith("delete " + A);
    assertThat(rig.session.sent().get(1)).startsWith("delete " + B);
    assertThat(rig.session.sent().get(2)).startsWith("create " + A);
    rig.session.answerAll();
    assertThat(all.outcome()).isNotDone();
    assertThat(ensemble.line(A)).hasSize(1);
    assertThat(ensemble.line(B)).hasSize(2);
    assertThat(ensemble.line(B)).filteredOn(name -> !name.startsWith("_c_x")).hasSize(1);
    ensemble.delete(B + "/_c_x-lock-0000000000");
    rig.session.answerAll();
    assertThat(paths(granted(all))).containsExactly(A, B);
    close(all);
    rig.session.answerAll();
    assertNothingIsLeft();
  }

  @Test
  void missingDirectoriesAreMadeAndTheTransactionIsRepeated() {
    Pending<List<Grant>> all = acquireAll("/zklocked/new1", "/zklocked/new2");
    rig.session.next("create-all").answer();
    assertThat(rig.session.count("directory")).isEqualTo(4);
    assertThat(rig.session.count("create-all")).isEqualTo(1);
    rig.session.answerAll();
    assertThat(granted(all)).hasSize(2);
    assertThat(rig.session.sent()).isEmpty();
    close(all);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doubtfulTransactionIsUndoneAndTheLocksHadOneByOne(boolean arrived) {
    Pending<List<Grant>> all = acquireAll(A, B);
    Runnable late = () -> {};
    if (arrived) {
      rig.session.next("create-all").loseReply();
    } else {
      late = rig.session.next("create-all").lose();
    }
    rig.session.answerAll();
    assertThat(granted(all)).hasSize(2);
    late.run();
    rig.time.pass(TIMEOUT);
    rig.session.answerAll();
    assertThat(ensemble.line(A)).hasSize(1);
    assertThat(ensemble.line(B)).hasSize(1);
    close(all);
    rig.session.answerAll();
    assertNothingIsLeft();
  }

  @Test
  void locksOfWhichThisProcessHoldsOneAreHadOneByOne() {
    Attempt held = rig.engine.acquire(request(B, LockMode.EXCLUSIVE, false));
    rig.session.answerAll();
    Pending<List<Grant>> all = acquireAll(A, B);
    assertThat(rig.session.count("create-all")).isZero();
    rig.session.answerAll();
    assertThat(all.outcome()).isNotDone();
    held.outcome().join().close();
    rig.session.answerAll();
    assertThat(granted(all)).hasSize(2);
    close(all);
    rig.session.answerAll();
    assertNothingIsLeft();
  }

  @Test
  void oneThatIsBusyReleasesTheOthers() {
    ensemble.stranger(B + "/_c_x-lock-0000000000", "somebody");
    Pending<List<Grant>> all =
        rig.engine.acquireAll(
            List.of(
                request(A, LockMode.EXCLUSIVE, true),
                request(B, LockMode.EXCLUSIVE, true),
                request(C, LockMode.EXCLUSIVE, true)));
    rig.session.answerAll();
    assertThat(failure(all)).isInstanceOf(LockBusyException.class).hasMessageContaining(B);
    ensemble.delete(B + "/_c_x-lock-0000000000");
    assertNothingIsLeft();
  }

  @Test
  void attemptThatIsGivenUpLeavesNothingAtAnyStep() {
    for (int steps = 0; steps < 14; steps++) {
      ensemble.stranger(B + "/_c_x-lock-0000000000", "somebody");
      Pending<List<Grant>> all = acquireAll(A, B);
      for (int step = 0; step < steps && !rig.session.sent().isEmpty(); step++) {
        rig.session.answerFirst();
      }
      all.giveUp(Attempt.Reason.INTERRUPT);
      assertThat(failure(all)).as("%d steps", steps).isInstanceOf(LockInterruptedException.class);
      rig.session.answerAll();
      ensemble.delete(B + "/_c_x-lock-0000000000");
      rig.session.answerAll();
      assertNothingIsLeft();
    }
  }

  @Test
  void timeoutBehindSomebodyIsBusy() {
    ensemble.stranger(B + "/_c_x-lock-0000000000", "somebody");
    Pending<List<Grant>> all = acquireAll(A, B);
    rig.session.answerAll();
    all.lookUpHolder();
    rig.session.answerAll();
    all.giveUp(Attempt.Reason.TIMEOUT);
    assertThat(failure(all)).isInstanceOf(LockBusyException.class);
  }

  @Test
  void sessionThatEndsMeanwhileIsFollowedByOneLockAfterTheOther() {
    Pending<List<Grant>> all = acquireAll(A, B);
    rig.session.next("create-all").answer();
    rig.session.expire();
    HandSession next = rig.newSession();
    assertThat(next.count("create-all")).isZero();
    assertThat(next.count("create")).isEqualTo(1);
    next.answerAll();
    rig.time.pass(SECOND);
    next.answerAll();
    assertThat(granted(all)).hasSize(2);
    close(all);
    next.answerAll();
    assertNothingIsLeft();
  }

  @Test
  void othersOfThisProcessGetTheirTurnAfterwards() {
    Pending<List<Grant>> all = acquireAll(A, B);
    Attempt behind = rig.engine.acquire(request(B, LockMode.EXCLUSIVE, false));
    ensemble.stranger(A + "/_c_x-lock-0000000000", "somebody");
    rig.session.answerAll();
    assertThat(behind.outcome()).isDone();
    behind.outcome().join().close();
    ensemble.delete(A + "/_c_x-lock-0000000000");
    rig.session.answerAll();
    assertThat(granted(all)).hasSize(2);
    close(all);
    rig.session.answerAll();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void othersOfThisProcessGoOnWhenTheAttemptIsGivenUp(int answers) {
    Pending<List<Grant>> all = acquireAll(A, B);
    Attempt behind = rig.engine.acquire(request(B, LockMode.EXCLUSIVE, false));
    for (int i = 0; i < answers; i++) {
      rig.session.answerFirst();
    }
    all.giveUp(Attempt.Reason.INTERRUPT);
    rig.session.answerAll();
    assertThat(behind.outcome()).isDone();
    behind.outcome().join().close();
    rig.session.answerAll();
    assertNothingIsLeft();
  }

  @Test
  void strongestRequestForAPathCounts() {
    Pending<List<Grant>> all =
        rig.engine.acquireAll(
            List.of(
                request(B, LockMode.READ, false),
                request(A, LockMode.WRITE, false),
                request(A, LockMode.READ, false),
                request(B, LockMode.EXCLUSIVE, false)));
    rig.session.answerAll();
    assertThat(granted(all))
        .extracting(grant -> grant.request().mode())
        .containsExactly(LockMode.WRITE, LockMode.EXCLUSIVE);
    close(all);
  }

  @Test
  void nothingAndSemaphoresAmongOthersAreRefused() {
    assertThatThrownBy(() -> rig.engine.acquireAll(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                rig.engine.acquireAll(
                    List.of(
                        request(A, LockMode.SEMAPHORE, false), request(A, LockMode.READ, false))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("semaphore");
  }

  @Test
  void shutDownEngineRefusesAll() {
    var unused = rig.engine.drain();
    assertThat(failure(acquireAll(A, B)))
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("shutting down");
    assertThat(tally.isBalanced()).isTrue();
  }

  private Pending<List<Grant>> acquireAll(String... paths) {
    List<Request> requests = new ArrayList<>();
    for (String path : paths) {
      requests.add(request(path, LockMode.EXCLUSIVE, false));
    }
    return rig.engine.acquireAll(requests);
  }

  private static Request request(String path, LockMode mode, boolean once) {
    return new Request(path, path, "{key}", "worker-1", "Orders#ship", mode, 1, once, false, true);
  }

  private static List<Grant> granted(Pending<List<Grant>> pending) {
    assertThat(pending.outcome()).isDone();
    return pending.outcome().join();
  }

  private static List<String> paths(List<Grant> grants) {
    return grants.stream().map(grant -> grant.request().path()).toList();
  }

  private static void close(Pending<List<Grant>> pending) {
    granted(pending).forEach(grant -> assertThat(grant.close()).isNull());
  }

  private static ZkLockException failure(Pending<List<Grant>> pending) {
    assertThat(pending.outcome()).isCompletedExceptionally();
    try {
      throw new AssertionError("granted: " + pending.outcome().join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof ZkLockException failure) {
        return failure;
      }
      throw e;
    }
  }

  private void assertNothingIsLeft() {
    assertThat(ensemble.line(A)).isEmpty();
    assertThat(ensemble.line(B)).isEmpty();
    assertThat(ensemble.line(C)).isEmpty();
    assertThat(tally.isBalanced()).isTrue();
  }
}
