package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockKeyException;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
