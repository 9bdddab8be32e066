package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockKeyException;
import io.zklocked.LockUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks that are acquired without a thread that waits, on memory. */
@Timeout(30)
class AcquireAsyncTest {

  private final ZkLocks locks =
      ZkLocks.start(
          ZkLocksConfig.memory()
              .withRoot("/" + getClass().getSimpleName())
              .withShutdownGrace(Duration.ZERO));

  @AfterEach
  void close() {
    locks.close();
  }

  @Test
  void holdIsGivenAndKeepsOthersOutUntilAnyThreadClosesIt() throws Exception {
    Hold hold = get(async("a"));
    assertThat(hold.resource()).isEqualTo("a");
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    assertThat(locks.tryAcquire("a", Duration.ZERO)).isEmpty(); // not entered again
    CompletableFuture.runAsync(hold::close).get(20, TimeUnit.SECONDS);
    locks.acquire("a").close();
  }

  @Test
  void stageWaitsItsTurn() throws Exception {
    Hold first = locks.acquire("b");
    CompletableFuture<Hold> second = async("b");
    CompletableFuture<Hold> third = async("b");
    assertThat(second).isNotDone();
    first.close();
    get(second).close();
    get(third).close();
  }

  @Test
  void waitTimeEndsAsBusy() {
    Hold hold = locks.acquire("c");
    CompletableFuture<Hold> waiter =
        locks
            .acquireAsync("c", LockRequest.DEFAULT.withWaitTime(Duration.ofMillis(50)))
            .toCompletableFuture();
    assertThatThrownBy(() -> get(waiter))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(LockBusyException.class)
        .hasMessageContaining("pid " + ProcessHandle.current().pid());
    hold.close();
  }

  @Test
  void cancelledStageLeavesTheQueue() throws Exception {
    Hold first = locks.acquire("d");
    CompletableFuture<Hold> second = async("d");
    CompletableFuture<Hold> third = async("d");
    second.cancel(true);
    first.close();
    get(third).close();
    assertThat(second).isCancelled();
  }

  @Test
  void closedLocksFailTheStage() {
    locks.close();
    assertThatThrownBy(() -> get(async("e")))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LockUnavailableException.class);
  }

  @Test
  void keyThatCannotBeIsRefusedAtOnce() {
    assertThatThrownBy(() -> locks.acquireAsync("")).isInstanceOf(LockKeyException.class);
  }

  private CompletableFuture<Hold> async(String resource) {
    return locks.acquireAsync(resource).toCompletableFuture();
  }

  private static Hold get(CompletableFuture<Hold> stage) throws Exception {
    return stage.get(20, TimeUnit.SECONDS);
  }
}
