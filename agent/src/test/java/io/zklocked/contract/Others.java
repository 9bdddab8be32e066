package io.zklocked.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockBusyException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What others see of a lock that outlives the call that asked for it. Stateless. */
final class Others {

  private Others() {}

  static void findItBusy(Stage stage, String key) throws Exception {
    Task<String> other = Task.start("other", () -> stage.subject().tryOnce(key, () -> "ran"));
    assertThat(other.failure()).isInstanceOf(LockBusyException.class);
    if (stage.way().hasServer()) {
      assertThat(stage.znodes().contenders(stage.path(key))).isNotEmpty();
    }
  }

  /** At the latest when a wait time as configured has passed. */
  static void getIt(Stage stage, String key) throws Exception {
    Task<String> other = Task.start("other", () -> stage.subject().hold(key, () -> "ran"));
    assertThat(other.result()).isEqualTo("ran");
    if (stage.way().hasServer()) {
      stage.znodes().awaitContenders(stage.path(key), 0);
    }
  }

  /** What a future gives, soon. */
  static <T> T soon(CompletableFuture<T> future) throws Exception {
    return future.get(Eventually.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
  }
}
