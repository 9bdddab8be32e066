package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockKeyException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.OnBusy;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Mono;

/** Calls of annotated methods, on memory. */
@Timeout(30)
class LockedMethodTest {

  private final LockRuntime runtime =
      LockRuntime.start(
          ZkLocksConfig.memory()
              .withRoot("/" + getClass().getSimpleName())
              .withShutdownGrace(Duration.ZERO));

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void completeStageThatRefusesToBeAskedLeavesTheLockFree() throws Exception {
    CompletionStage<String> stage = CompletableFuture.completedStage("done");
    LockedMethod method = prepare("a", CompletionStage.class);
    assertThat(LockedMethod.exit(enter(method), stage, null)).isSameAs(stage);
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    assertThat(isFree(method)).isTrue();
  }

  @Test
  void pendingStageThatRefusesToBeAskedKeepsTheLockUntilItCompletes() throws Exception {
    CompletableFuture<String> pending = new CompletableFuture<>();
    LockedMethod method = prepare("b", CompletionStage.class);
    LockedMethod.exit(enter(method), pending.minimalCompletionStage(), null);
    assertThat(isFree(method)).isFalse();
    pending.complete("done");
    assertThat(isFree(method)).isTrue();
  }

  /** Calls back at once, as often as it was told to, or refuses. */
  private static final class OwnStage extends CompletableFuture<String> {
    private final int calls;

    OwnStage(int calls) {
      this.calls = calls;
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public CompletableFuture<String> whenComplete(
        BiConsumer<? super String, ? super Throwable> action) {
      if (calls == 0) {
        throw new UnsupportedOperationException("own");
      }
      for (int i = 0; i < calls; i++) {
        action.accept("done", null);
      }
      return this;
    }
  }

  @Test
  void stageThatRefusesToTellWhenItIsCompleteIsRefusedLoudly() throws Exception {
    LockedMethod method = prepare("d", CompletionStage.class);
    Object entered = enter(method);
    assertThatThrownBy(() -> LockedMethod.exit(entered, new OwnStage(0), null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(OwnStage.class.getName())
        .hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThat(isFree(method)).isTrue();
  }

  @Test
  void stageThatCallsBackAtOnceLeavesTheLockFree() throws Exception {
    LockedMethod method = prepare("e", CompletionStage.class);
    LockedMethod.exit(enter(method), new OwnStage(1), null);
    assertThat(isFree(method)).isTrue();
  }

  @Test
  void stageThatCallsBackTwiceDoesNotReleaseTheLockOfAnOuterCall() throws Exception {
    LockedMethod method = prepare("f", CompletionStage.class);
    Object outer = enter(method);
    LockedMethod.exit(enter(method), new OwnStage(2), null);
    assertThat(isFree(method)).isFalse();
    LockedMethod.exit(outer, null, null);
    assertThat(isFree(method)).isTrue();
  }

  @Test
  void stageThatOutlivesItsRuntimeFindsItsLockLost() {
    CompletableFuture<String> pending = new CompletableFuture<>();
    LockedMethod method = prepare("g", CompletionStage.class);
    Object entered = enter(method);
    HeldLock held = HeldLock.current();
    LockedMethod.exit(entered, pending, null);
    assertThat(held.state()).isEqualTo(LockState.VALID);
    runtime.close();
    assertThat(held.state()).isEqualTo(LockState.LOST);
    assertThatThrownBy(held::ensureValid)
        .isInstanceOfSatisfying(
            LockLostException.class,
            lost -> assertThat(lost.reason()).isEqualTo(LockLostException.Reason.SHUTDOWN));
    assertThat(pending.complete("done")).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void resultsThatCannotBeAwaitedAreRefusedThoughTheirTypeWasNotDeclared() throws Exception {
    LockedMethod method = prepare("h", Object.class);
    for (Object result : List.of(Mono.just("later"), new FutureTask<>(() -> "running"))) {
      Object entered = enter(method);
      assertThatThrownBy(() -> LockedMethod.exit(entered, result, null))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "it declares another type and returned " + result.getClass().getName());
      assertThat(isFree(method)).isTrue();
    }
  }

  @Test
  void publishersThatCannotBeMadeAreRefused() {
    assertThatThrownBy(() -> prepare("i", ConnectableFlux.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it returns reactor.core.publisher.ConnectableFlux, whose work");
  }

  @Test
  void valueThatCannotBeAKeyIsToldWithItsMethod() {
    LockedMethod method = prepare("c/{0}", void.class, String.class);
    assertThatThrownBy(() -> method.enter(null, new @Nullable Object[] {null}))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("LockedMethodTest#body(String)")
        .hasMessageContaining("null");
  }

  private LockedMethod prepare(String template, Class<?> returns, Class<?>... parameters) {
    @Nullable String[] unknown = new @Nullable String[parameters.length];
    return runtime
        .calls()
        .prepare(
            new MethodFacts(
                MethodHandles.lookup(),
                "body",
                MethodType.methodType(returns, parameters),
                true,
                Arrays.asList(unknown),
                List.of(
                    LockAttributes.DEFAULT
                        .and("value", template)
                        .and("onBusy", OnBusy.SKIP.name()))));
  }

  private static Object enter(LockedMethod method) {
    return method.enter(null, new @Nullable Object[0]);
  }

  private static boolean isFree(LockedMethod method) throws Exception {
    FutureTask<Boolean> other =
        new FutureTask<>(
            () -> {
              Object entered = enter(method);
              boolean free = entered instanceof Entered;
              if (free) {
                LockedMethod.exit(entered, null, null);
              }
              return free;
            });
    new Thread(other, "other").start();
    return other.get(20, TimeUnit.SECONDS);
  }
}
