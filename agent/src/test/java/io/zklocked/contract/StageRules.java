package io.zklocked.contract;

import static io.zklocked.contract.Others.soon;
import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** Work that goes on when its method has returned a stage. */
final class StageRules {

  private static final String OWN_HOLD = "by hand the stage is that of the caller's own making";

  private StageRules() {}

  static List<Rule> all() {
    return List.of(
        rule("a stage keeps the lock until another thread completes it", StageRules::completed),
        rule("a stage that fails frees the lock", StageRules::failed),
        rule("a stage that is cancelled frees the lock", StageRules::cancelled),
        rule("a stage is given back, the same instance", StageRules::instance).annotated(OWN_HOLD),
        rule("a stage of a class of its own keeps the lock", StageRules::ofItsOwnClass)
            .annotated(OWN_HOLD),
        rule("a complete stage frees the lock at once", StageRules::complete).annotated(OWN_HOLD),
        rule("a null stage frees the lock at once", StageRules::nothing).annotated(OWN_HOLD),
        rule("the thread that returned a stage waits like others", StageRules::sameThread)
            .annotated(OWN_HOLD),
        rule("a waiter of this process gets the lock when a stage ends", StageRules::handedOver),
        rule("a handle goes on to other threads until a stage ends", StageRules::handle)
            .annotated(OWN_HOLD),
        rule("a carried handle tells that the lock is lost", StageRules::lost)
            .annotated(OWN_HOLD)
            .onServer("memory has no session that could end"),
        rule("a future that no type declared is refused, loudly", StageRules::undeclared)
            .annotated(OWN_HOLD),
        rule("a publisher that no type declared is refused", StageRules::undeclaredPublisher)
            .annotated(OWN_HOLD));
  }

  /** A stage of the application, until somebody completes it. */
  private static final class Work {
    final String key;
    final CompletableFuture<String> end = new CompletableFuture<>();
    final CompletableFuture<String> returned;

    Work(Stage stage) throws Exception {
      key = stage.newKey();
      CompletableFuture<String> begun = new CompletableFuture<>();
      CompletionStage<String> result =
          stage
              .subject()
              .stage(
                  key,
                  () -> {
                    begun.complete("begun");
                    return end;
                  });
      returned = result.toCompletableFuture();
      soon(begun);
      assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
      Others.findItBusy(stage, key);
    }
  }

  private static void completed(Stage stage) throws Exception {
    Work work = new Work(stage);
    Task.start("completes", () -> work.end.complete("done")).result();
    assertThat(soon(work.returned)).isEqualTo("done");
    Others.getIt(stage, work.key);
  }

  private static void failed(Stage stage) throws Exception {
    Work work = new Work(stage);
    IllegalStateException own = new IllegalStateException("own");
    Task.start("fails", () -> work.end.completeExceptionally(own)).result();
    assertThatThrownBy(() -> soon(work.returned))
        .isInstanceOf(ExecutionException.class)
        .hasCause(own);
    Others.getIt(stage, work.key);
  }

  private static void cancelled(Stage stage) throws Exception {
    Work work = new Work(stage);
    Task.start("cancels", () -> work.end.cancel(true)).result();
    assertThatThrownBy(() -> soon(work.returned))
        .satisfiesAnyOf(
            failure -> assertThat(failure).isInstanceOf(CancellationException.class),
            failure -> assertThat(failure).hasCauseInstanceOf(CancellationException.class));
    Others.getIt(stage, work.key);
  }

  private static void instance(Stage stage) throws Exception {
    Work work = new Work(stage);
    assertThat(work.returned).isSameAs(work.end);
    work.end.complete("done");
  }

  /** As other libraries have them. */
  private static final class OwnStage extends CompletableFuture<String> {}

  private static void ofItsOwnClass(Stage stage) throws Exception {
    String key = stage.newKey();
    OwnStage own = new OwnStage();
    assertThat((Object) stage.annotated().stage(key, () -> own)).isSameAs(own);
    Others.findItBusy(stage, key);
    own.complete("done");
    Others.getIt(stage, key);
  }

  private static void complete(Stage stage) throws Exception {
    String key = stage.newKey();
    for (CompletionStage<String> done :
        List.of(
            CompletableFuture.completedFuture("done"),
            CompletableFuture.<String>failedFuture(new IllegalStateException("own")),
            CompletableFuture.completedStage("done"))) {
      assertThat((Object) stage.annotated().stage(key, () -> done)).isSameAs(done);
      Others.getIt(stage, key);
    }
  }

  private static void nothing(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThat(stage.annotated().stage(key, () -> null)).isNull();
    Others.getIt(stage, key);
  }

  private static void sameThread(Stage stage) throws Exception {
    Work work = new Work(stage);
    assertThatThrownBy(() -> stage.subject().tryOnce(work.key, () -> "ran"))
        .isInstanceOf(LockBusyException.class);
    work.end.complete("done");
    assertThat(stage.subject().hold(work.key, () -> "ran")).isEqualTo("ran");
  }

  private static void handedOver(Stage stage) throws Exception {
    Work work = new Work(stage);
    Gate gate = new Gate();
    Task<String> waiter = Task.start("waiter", () -> stage.subject().hold(work.key, gate));
    stage.awaitQueued(waiter);
    assertThat(gate.isEntered()).isFalse();
    work.end.complete("done");
    gate.awaitEntered();
    gate.open();
    assertThat(waiter.result()).isEqualTo("passed");
  }

  private static void handle(Stage stage) throws Exception {
    String key = stage.newKey();
    CompletableFuture<String> end = new CompletableFuture<>();
    CompletableFuture<HeldLock> carried = new CompletableFuture<>();
    stage
        .annotated()
        .stage(
            key,
            () -> {
              carried.complete(HeldLock.current());
              return end;
            });
    HeldLock held = soon(carried);
    String seen =
        Task.start(
                "elsewhere",
                () -> {
                  held.ensureValid();
                  return held.resource() + " " + held.state();
                })
            .result();
    assertThat(seen).isEqualTo("contract/" + key + " " + LockState.VALID);
    end.complete("done");
    Others.getIt(stage, key);
  }

  private static void lost(Stage stage) throws Exception {
    String key = stage.newKey();
    CompletableFuture<String> end = new CompletableFuture<>();
    CompletableFuture<HeldLock> carried = new CompletableFuture<>();
    CompletionStage<String> returned =
        stage
            .annotated()
            .stage(
                key,
                () -> {
                  HeldLock held = HeldLock.current();
                  carried.complete(held);
                  return end.thenApply(
                      value -> {
                        held.ensureValid();
                        return value;
                      });
                });
    stage.znodes().endSessionOfOnlyContender(stage.path(key));
    HeldLock held = soon(carried);
    Eventually.until("the handle tells", () -> held.state() == LockState.LOST);
    end.complete("nobody gets it");
    assertThatThrownBy(() -> returned.toCompletableFuture().get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(LockLostException.class);
    Others.getIt(stage, key);
  }

  private static void undeclared(Stage stage) throws Exception {
    String key = stage.newKey();
    FutureTask<String> running = new FutureTask<>(() -> "done");
    assertThatThrownBy(() -> stage.subject().<Object>hold(key, () -> running))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.util.concurrent.FutureTask");
    running.run();
    assertThat(stage.subject().<Object>hold(key, () -> running)).isSameAs(running);
  }

  private static void undeclaredPublisher(Stage stage) throws Exception {
    String key = stage.newKey();
    assertThatThrownBy(() -> stage.subject().<Object>hold(key, () -> Mono.just("later")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reactor.core.publisher.Mono");
    Others.getIt(stage, key);
  }
}
