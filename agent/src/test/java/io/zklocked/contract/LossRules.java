package io.zklocked.contract;

import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a call does whose lock is lost, as it asks. */
final class LossRules {

  private static final String NO_POLICY = "by hand a hold has no body: close says what was lost";
  private static final String NO_SESSION = "memory has no session that could end";

  private LossRules() {}

  static List<Rule> all() {
    return List.of(
        onServer("INTERRUPT: a loss interrupts the body, nobody after it", LossRules::interrupts),
        onServer("INTERRUPT: so does the loss of one of several locks", LossRules::oneOfBoth),
        onServer("INTERRUPT: a body that fails keeps its failure", LossRules::ownFailure),
        onServer("INTERRUPT: a stage's body ends with its method", LossRules::stage),
        onServer("THROW: a loss does not interrupt the body", LossRules::throwsOnly),
        onServer("REPORT: a loss is told to nobody but the log", LossRules::reports),
        onServer("each call of one key has its own policy", LossRules::ownPolicies),
        rule("a lost lock says so from then on: LOST, and why", LossRules::saysWhy)
            .onServer(NO_SESSION));
  }

  private static Rule onServer(String sentence, Rule.Check check) {
    return rule(sentence, check).annotated(NO_POLICY).onServer(NO_SESSION);
  }

  private static void interrupts(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    Task<Outcome> call =
        Task.start(
            "loser", () -> Outcome.of(() -> stage.annotated().interrupted(key, loss::awaitEnd)));
    loss.happens();
    Outcome outcome = call.result();
    assertThat(loss.wasInterrupted).isTrue();
    assertThat(outcome.failure).isInstanceOf(LockLostException.class);
    assertThat(outcome.isInterrupted).isFalse();
  }

  private static void oneOfBoth(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    Task<Outcome> call =
        Task.start(
            "loser",
            () ->
                Outcome.of(
                    () -> stage.annotated().interruptedBoth(key, stage.newKey(), loss::awaitEnd)));
    loss.held();
    stage.znodes().deleteOnlyContender(stage.path(key));
    Outcome outcome = call.result();
    assertThat(loss.wasInterrupted).isTrue();
    assertThat(outcome.failure)
        .isInstanceOfSatisfying(
            LockLostException.class,
            lost -> {
              assertThat(lost.reason()).isEqualTo(LockLostException.Reason.NODE_DELETED);
              assertThat(lost.path()).isEqualTo(stage.path(key));
            });
    assertThat(outcome.isInterrupted).isFalse();
  }

  private static void ownFailure(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    Task<Outcome> call =
        Task.start(
            "loser",
            () ->
                Outcome.of(
                    () ->
                        stage
                            .annotated()
                            .interrupted(
                                key,
                                () -> {
                                  loss.awaitEnd();
                                  Thread.currentThread().interrupt(); // as the careful do
                                  throw new IllegalStateException("own");
                                })));
    loss.happens();
    Outcome outcome = call.result();
    assertThat(outcome.failure).isInstanceOf(IllegalStateException.class).hasMessage("own");
    assertThat(Arrays.asList(outcome.failure.getSuppressed()))
        .singleElement()
        .isInstanceOf(LockLostException.class);
    assertThat(outcome.isInterrupted).isFalse();
  }

  private static void stage(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    CompletableFuture<String> pending = new CompletableFuture<>();
    CountDownLatch lost = new CountDownLatch(1);
    Task<Outcome> call =
        Task.start(
            "loser",
            () ->
                Outcome.of(
                    () -> {
                      stage
                          .annotated()
                          .interruptedStage(
                              key,
                              () -> {
                                loss.held.complete(HeldLock.current());
                                return pending;
                              });
                      lost.await();
                      return "waited";
                    }));
    loss.happens();
    lost.countDown();
    Outcome outcome = call.result();
    assertThat(outcome.failure).isNull();
    assertThat(outcome.result).isEqualTo("waited");
    pending.complete("done");
  }

  private static void throwsOnly(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    Task<Outcome> call =
        Task.start("loser", () -> Outcome.of(() -> stage.annotated().hold(key, loss::awaitEnd)));
    loss.happens();
    loss.end.countDown();
    Outcome outcome = call.result();
    assertThat(loss.wasInterrupted).isFalse();
    assertThat(outcome.failure).isInstanceOf(LockLostException.class);
  }

  private static void reports(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    Task<Outcome> call =
        Task.start(
            "loser", () -> Outcome.of(() -> stage.annotated().reported(key, loss::awaitEnd)));
    loss.happens();
    loss.end.countDown();
    Outcome outcome = call.result();
    assertThat(loss.wasInterrupted).isFalse();
    assertThat(outcome.failure).isNull();
    assertThat(outcome.result).isEqualTo("ended");
  }

  private static void ownPolicies(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    Task<Outcome> call =
        Task.start(
            "loser",
            () ->
                Outcome.of(
                    () ->
                        stage
                            .annotated()
                            .reported(
                                key,
                                () -> {
                                  Throwable inner =
                                      catchThrowable(
                                          () -> stage.annotated().interrupted(key, loss::awaitEnd));
                                  assertThat(inner).isInstanceOf(LockLostException.class);
                                  assertThat(Thread.currentThread().isInterrupted()).isFalse();
                                  return "outer ended";
                                })));
    loss.happens();
    Outcome outcome = call.result();
    assertThat(loss.wasInterrupted).isTrue();
    assertThat(outcome.failure).isNull();
    assertThat(outcome.result).isEqualTo("outer ended");
  }

  private static void saysWhy(Stage stage) throws Exception {
    String key = stage.newKey();
    Loss loss = new Loss(stage, key);
    Task<Outcome> call =
        Task.start("loser", () -> Outcome.of(() -> stage.subject().hold(key, loss::awaitEnd)));
    HeldLock held = loss.held();
    assertThat(held.state()).isEqualTo(LockState.VALID);
    loss.ofNode();
    loss.end.countDown();
    LockLostException atExit = (LockLostException) call.result().failure;
    Throwable afterwards = catchThrowable(held::ensureValid);
    assertThat(held.state()).isEqualTo(LockState.LOST);
    assertThat(afterwards)
        .isInstanceOfSatisfying(
            LockLostException.class,
            lost -> {
              assertThat(lost.reason())
                  .isEqualTo(LockLostException.Reason.NODE_DELETED)
                  .isEqualTo(atExit.reason());
              assertThat(lost.resource()).isEqualTo("contract/" + key).isEqualTo(atExit.resource());
              assertThat(lost.path()).isEqualTo(stage.path(key)).isEqualTo(atExit.path());
            });
  }

  /** What came of a call, and whether its thread was interrupted when it was over. */
  private record Outcome(Object result, Throwable failure, boolean isInterrupted) {

    static Outcome of(Subject.Body<?> call) {
      try {
        Object result = call.run();
        return new Outcome(result, null, Thread.currentThread().isInterrupted());
      } catch (Exception e) {
        return new Outcome(null, e, Thread.currentThread().isInterrupted());
      }
    }
  }

  /** The loss of a lock, and a body that waits for it to be interrupted or told to end. */
  private static final class Loss {
    final CompletableFuture<HeldLock> held = new CompletableFuture<>();
    final CountDownLatch end = new CountDownLatch(1);
    volatile boolean wasInterrupted;
    private final Stage stage;
    private final String path;

    Loss(Stage stage, String key) {
      this.stage = stage;
      this.path = stage.path(key);
    }

    HeldLock held() throws Exception {
      return held.get(Eventually.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    String awaitEnd() {
      held.complete(HeldLock.current());
      try {
        if (!end.await(Eventually.LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new AssertionError("the body was neither interrupted nor told to end");
        }
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
      return "ended";
    }

    void happens() throws Exception {
      HeldLock lock = held();
      stage.znodes().endSessionOfOnlyContender(path);
      Eventually.until("the lock is lost", () -> lock.state() == LockState.LOST);
    }

    void ofNode() throws Exception {
      HeldLock lock = held();
      stage.znodes().deleteOnlyContender(path);
      Eventually.until("the lock is lost", () -> lock.state() == LockState.LOST);
    }
  }
}
