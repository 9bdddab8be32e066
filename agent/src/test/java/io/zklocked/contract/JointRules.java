package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.LockState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Several locks of one call. */
final class JointRules {

  private static final String ONE_REQUEST = "by hand one request is for all locks";
  private static final String NO_METHOD = "there is no method";

  private JointRules() {}

  static List<Rule> all() {
    return List.of(
        rule("several locks: the body has all of them, and frees all", JointRules::all),
        rule("several locks, one busy: none is had, nothing is left", JointRules::none),
        rule("several locks: one wait time over all of them", JointRules::oneDeadline),
        rule("several locks in either order never wait in a circle", JointRules::eitherOrder),
        rule("several locks: equal keys are one", JointRules::equalKeys),
        rule("several locks: one that is held already is entered again", JointRules::reentry),
        rule("several locks: no upgrade among them either", JointRules::upgrade)
            .annotated(ONE_REQUEST),
        rule("several locks: one is lost: told, the others freed", JointRules::lost)
            .onServer("memory has no node that somebody could delete"),
        rule("several locks: those of composed annotations count", JointRules::composed)
            .annotated(NO_METHOD),
        rule("several locks: SKIP when one of them is busy", JointRules::skip).annotated(NO_METHOD),
        rule("several locks: each in its own mode", JointRules::modes).annotated(ONE_REQUEST),
        rule("several locks: a stage keeps all until it is complete", JointRules::stage)
            .annotated(NO_METHOD));
  }

  private static void all(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    stage
        .subject()
        .holdBoth(
            one,
            other,
            () -> {
              assertThat(HeldLock.current().state()).isEqualTo(LockState.VALID);
              assertBusy(neighbour, one, other);
              return null;
            });
    stage.assertFree(LockMode.EXCLUSIVE, one, other);
  }

  private static void none(Stage stage) throws Exception {
    for (boolean first : new boolean[] {true, false}) {
      String one = stage.newKey();
      String other = stage.newKey();
      String busy = first ? one : other;
      String free = first ? other : one;
      Neighbour neighbour = stage.neighbour();
      neighbour.enterIn(LockMode.EXCLUSIVE, busy);
      assertThatThrownBy(() -> stage.subject().tryBothOnce(one, other, () -> "ran"))
          .isInstanceOfSatisfying(
              LockBusyException.class,
              failure -> assertThat(failure.resource()).isEqualTo("contract/" + busy));
      stage.assertFree(LockMode.EXCLUSIVE, free);
      if (stage.way().hasServer()) {
        stage.znodes().awaitContenders(stage.path(free), 0);
        stage.znodes().awaitContenders(stage.path(busy), 1);
      }
      assertThat(neighbour.leave(busy)).isEqualTo("passed");
    }
  }

  /** The first lock takes two seconds of the four, so that two are left for the second. */
  private static void oneDeadline(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    neighbour.enterIn(LockMode.EXCLUSIVE, one);
    neighbour.enterIn(LockMode.EXCLUSIVE, other);
    long start = System.nanoTime();
    Task<String> call =
        Task.start("both", () -> stage.subject().holdBothPatiently(one, other, () -> "ran"));
    stage.awaitQueued(call);
    assertThat(new CountDownLatch(1).await(2, TimeUnit.SECONDS)).isFalse();
    neighbour.leave(one);
    assertThat(call.failure())
        .isInstanceOfSatisfying(
            LockBusyException.class,
            failure -> assertThat(failure.resource()).isEqualTo("contract/" + other));
    assertThat(System.nanoTime() - start)
        .isBetween(TimeUnit.MILLISECONDS.toNanos(3_990), TimeUnit.MILLISECONDS.toNanos(5_900));
    stage.assertFree(LockMode.EXCLUSIVE, one);
    neighbour.leave(other);
  }

  private static void eitherOrder(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    List<Task<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean forward = i % 2 == 0;
      tasks.add(
          Task.start(
              "both",
              () -> {
                for (int n = 0; n < 10; n++) {
                  stage
                      .subject()
                      .holdBoth(forward ? one : other, forward ? other : one, () -> "ran");
                }
                return "done";
              }));
    }
    for (Task<String> task : tasks) {
      assertThat(task.result()).isEqualTo("done");
    }
  }

  private static void equalKeys(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThat(stage.subject().tryBothOnce(key, key, () -> "ran")).isEqualTo("ran");
    stage
        .subject()
        .hold(
            key,
            () -> {
              assertThat(stage.subject().tryBothOnce(key, key, () -> "ran")).isEqualTo("ran");
              assertBusy(stage.neighbour(), key);
              return null;
            });
    stage.assertFree(LockMode.EXCLUSIVE, key);
  }

  private static void reentry(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    Subject subject = stage.subject();
    subject.hold(
        other,
        () -> {
          assertThat(subject.tryBothOnce(one, other, () -> "ran")).isEqualTo("ran");
          stage.assertFree(LockMode.EXCLUSIVE, one);
          assertBusy(stage.neighbour(), other);
          return null;
        });
    stage.assertFree(LockMode.EXCLUSIVE, one, other);
  }

  private static void upgrade(Stage stage) throws Exception {
    String read = stage.newKey();
    String other = stage.newKey();
    assertThatThrownBy(
            () ->
                stage
                    .subject()
                    .holdIn(
                        LockMode.READ,
                        read,
                        () -> stage.annotated().readAndWrite(other, read, () -> "ran")))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("a read lock cannot be upgraded");
    stage.assertFree(LockMode.EXCLUSIVE, read, other);
  }

  private static void lost(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    Gate gate = new Gate();
    CompletableFuture<HeldLock> seen = new CompletableFuture<>();
    Task<String> call =
        Task.start(
            "both",
            () ->
                stage
                    .subject()
                    .holdBoth(
                        one,
                        other,
                        () -> {
                          seen.complete(HeldLock.current());
                          return gate.run();
                        }));
    gate.awaitEntered();
    HeldLock held = seen.join();
    stage.znodes().deleteOnlyContender(held.path());
    Eventually.until("the lock is lost", () -> held.state() == LockState.LOST);
    gate.open();
    assertThat(call.failure())
        .isInstanceOfSatisfying(
            LockLostException.class, lost -> assertThat(lost.path()).isEqualTo(held.path()));
    stage.assertFree(LockMode.EXCLUSIVE, one, other);
  }

  private static void composed(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    String third = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    stage
        .annotated()
        .holdThree(
            one,
            other,
            third,
            () -> {
              assertBusy(neighbour, one, other, third);
              return null;
            });
    stage.assertFree(LockMode.EXCLUSIVE, one, other, third);
  }

  private static void skip(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    neighbour.enterIn(LockMode.EXCLUSIVE, other);
    assertThat(stage.annotated().skipBoth(one, other, () -> "ran")).isEmpty();
    stage.assertFree(LockMode.EXCLUSIVE, one);
    neighbour.leave(other);
    stage.assertFree(LockMode.EXCLUSIVE, other);
    Eventually.until(
        "both are free", () -> stage.annotated().skipBoth(one, other, () -> "ran").isPresent());
  }

  private static void modes(Stage stage) throws Exception {
    String read = stage.newKey();
    String written = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    stage
        .annotated()
        .readAndWrite(
            read,
            written,
            () -> {
              assertThat(neighbour.tryOnceIn(LockMode.READ, read)).isEqualTo("ran");
              assertThat(neighbour.tryOnceIn(LockMode.WRITE, read)).isEqualTo("busy");
              assertThat(neighbour.tryOnceIn(LockMode.READ, written)).isEqualTo("busy");
              return null;
            });
    stage
        .annotated()
        .readAndWrite(
            read,
            read,
            () -> {
              assertThat(neighbour.tryOnceIn(LockMode.READ, read)).isEqualTo("busy");
              return null;
            });
  }

  private static void stage(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    Neighbour neighbour = stage.neighbour();
    CompletableFuture<String> work = new CompletableFuture<>();
    stage.annotated().stageOfBoth(one, other, () -> work);
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    assertBusy(neighbour, one, other);
    work.complete("done");
    stage.assertFree(LockMode.EXCLUSIVE, one, other);
  }

  private static void assertBusy(Neighbour neighbour, String... keys) throws Exception {
    for (String key : keys) {
      assertThat(neighbour.tryOnceIn(LockMode.EXCLUSIVE, key)).isEqualTo("busy");
    }
  }
}
