package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.Rig.KEY;
import static io.zklocked.runtime.engine.Rig.SECOND;
import static io.zklocked.runtime.engine.Rig.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockLostException.Reason;
import io.zklocked.LockUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShutdownTest {

  private final Rig rig = Rig.connected();

  @Test
  void drainRefusesWaitersAndWaitsForHolders() {
    Grant held = rig.hold();
    Attempt waiter = rig.acquire();
    rig.session.answerAll();
    CompletableFuture<Void> drained = rig.engine.drain();
    assertThat(failure(waiter))
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("shutting down");
    assertThat(failure(rig.acquire())).hasMessageContaining("shutting down");
    rig.session.answerAll();
    assertThat(drained).isNotDone();
    assertThat(held.loss()).isNull();
    held.close();
    assertThat(drained).isNotDone();
    rig.session.answerAll();
    assertThat(drained).isCompleted();
    assertThat(rig.ensemble.line(KEY)).isEmpty();
    assertThat(rig.tally.isBalanced()).isTrue();
  }

  @Test
  void drainOfAnIdleEngineIsDoneAtOnce() {
    assertThat(rig.engine.drain()).isCompleted();
  }

  @Test
  void drainEndsWithTheSessionOfWhatIsLeft() {
    rig.hold().close();
    CompletableFuture<Void> drained = rig.engine.drain();
    rig.session.expire();
    assertThat(drained).isCompleted();
  }

  @Test
  void drainWaitsUntilADoubtfulCreateWasLookedFor() {
    rig.acquire();
    rig.session.next("create").loseReply();
    CompletableFuture<Void> drained = rig.engine.drain();
    assertThat(drained).isNotDone();
    rig.session.answerAll();
    assertThat(drained).isCompleted();
    assertThat(rig.ensemble.line(KEY)).isEmpty();
  }

  @Test
  void abandonTellsHoldersAndLeavesTheirNodesToTheSession() {
    Grant held = rig.hold();
    List<String> told = new ArrayList<>();
    held.onLost(() -> told.add("lost"));
    assertThat(rig.engine.drain()).isNotDone();
    rig.engine.abandon();
    assertThat(told).containsExactly("lost");
    assertThat(held.close()).isEqualTo(Reason.SHUTDOWN);
    assertThat(rig.session.count("delete")).isZero();
  }

  @Test
  void directoryThatSomebodyWroteToStays() {
    String path = "/zklocked/new";
    hold(path, true).close();
    Objects.requireNonNull(rig.ensemble.tree.get(path)).version++;
    rig.session.answerAll();
    rig.time.pass(11 * SECOND);
    rig.session.answerAll();
    assertThat(rig.ensemble.tree.get(path)).isNotNull();
  }

  @Test
  void directoryThatSomebodyElseMadeStays() {
    rig.hold().close();
    rig.session.answerAll();
    rig.time.pass(11 * SECOND);
    assertThat(rig.session.count("remove")).isZero();
  }

  @Test
  void directoryOfAnAbsoluteResourceStays() {
    hold("/shared/a", false).close();
    rig.session.answerAll();
    rig.time.pass(11 * SECOND);
    assertThat(rig.session.count("remove")).isZero();
  }

  @Test
  void directoryThatOthersUseStaysForThem() {
    String path = "/zklocked/new";
    hold(path, true).close();
    rig.ensemble.stranger(path + "/x-lock-0000000009", "");
    rig.session.answerAll();
    rig.time.pass(11 * SECOND);
    rig.session.answerAll();
    assertThat(rig.ensemble.tree.get(path)).isNotNull();
  }

  @Test
  void drainRemovesDirectoriesAtOnce() {
    hold("/zklocked/new", true).close();
    CompletableFuture<Void> drained = rig.engine.drain();
    rig.session.answerAll();
    assertThat(drained).isCompleted();
    assertThat(rig.ensemble.tree.get("/zklocked/new")).isNull();
  }

  @Test
  void drainThatIsAskedForTwiceEndsForBoth() {
    Grant held = rig.hold();
    CompletableFuture<Void> first = rig.engine.drain();
    CompletableFuture<Void> second = rig.engine.drain();
    held.close();
    rig.session.answerAll();
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void drainWaitsForACreateThatIsStillOnItsWay() {
    rig.acquire();
    CompletableFuture<Void> drained = rig.engine.drain();
    assertThat(drained).isNotDone();
    rig.session.answerAll();
    assertThat(drained).isCompleted();
    assertThat(rig.ensemble.line(KEY)).isEmpty();
  }

  @Test
  void directoryThatThisProcessMadeIsRemovedAfterAQuietTime() {
    String path = "/zklocked/new";
    Grant held = hold(path, true);
    held.close();
    rig.session.answerAll();
    rig.time.pass(9 * SECOND);
    hold(path, true).close();
    rig.session.answerAll();
    rig.time.pass(9 * SECOND);
    assertThat(rig.session.count("remove")).isZero();
    rig.time.pass(2 * SECOND);
    rig.session.answerAll();
    assertThat(rig.ensemble.tree.get(path)).isNull();
    assertThat(rig.ensemble.tree.get("/zklocked")).isNotNull();
  }

  private Grant hold(String path, boolean removable) {
    Attempt attempt = rig.engine.acquire(Rig.request(path, false, removable));
    rig.session.answerAll();
    return Rig.granted(attempt);
  }
}
