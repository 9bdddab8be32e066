package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.Fencing;
import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockKeyException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.LockUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks by hand, on memory: what does not need a server. */
@Timeout(30)
class ZkLocksTest {

  private static final Duration SHORT = Duration.ofMillis(50);

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
  void acquiredLockIsHeldAndKnown() {
    try (Hold hold = locks.acquire("orders/42")) {
      assertThat(hold.path()).isEqualTo("/ZkLocksTest/orders%2F42");
      assertThat(hold.state()).isEqualTo(LockState.VALID);
      assertThat(HeldLock.current().resource()).isEqualTo("orders/42");
      assertThat(HeldLock.current().fencing()).isEqualTo(hold.fencing());
      HeldLock.current().ensureValid();
    }
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void holdThatKeepsOthersOutIsHeldOnWhenItIsClosed() {
    LockRequest request = LockRequest.DEFAULT.withLockAtLeastFor(Duration.ofMillis(300));
    long start = System.nanoTime();
    locks.acquire("kept", request).close();
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    locks.acquire("kept").close();
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(290));
  }

  @Test
  void stageThatKeepsOthersOutIsHeldOnWhenItIsClosed() throws Exception {
    LockRequest request = LockRequest.DEFAULT.withLockAtLeastFor(Duration.ofMillis(300));
    long start = System.nanoTime();
    locks.acquireAsync("kept", request).toCompletableFuture().get(10, TimeUnit.SECONDS).close();
    locks.acquire("kept").close();
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(290));
  }

  @Test
  void whatIsHeldOnDoesNotHoldUpTheShutdown() {
    LockRequest request = LockRequest.DEFAULT.withLockAtLeastFor(Duration.ofHours(1));
    locks.acquire("kept", request).close();
    locks.close();
    try (ZkLocks others = ZkLocks.start(ZkLocksConfig.memory().withRoot("/ZkLocksTest"))) {
      others.acquire("kept").close();
    }
  }

  @Test
  void anotherThreadIsRefusedAndToldWho() throws Exception {
    try (Hold hold = locks.acquire("a")) {
      assertThat(hold.heldFor()).isGreaterThanOrEqualTo(Duration.ZERO);
      LockBusyException busy =
          inThread(
              () -> {
                try {
                  return locks.acquire("a", LockRequest.DEFAULT.withWaitTime(SHORT)).toString();
                } catch (LockBusyException e) {
                  return e;
                }
              },
              LockBusyException.class);
      assertThat(busy.holder()).contains("pid " + ProcessHandle.current().pid());
      assertThat(busy.holder()).contains("thread " + Thread.currentThread().getName());
      assertThat(busy.since()).isNotNull();
      assertThat(busy.waited()).isGreaterThanOrEqualTo(SHORT);
      assertThat(busy).hasMessageContaining("'a' is busy").hasMessageContaining("by hand");
    }
  }

  @Test
  void tryAcquireIsEmptyWhileAnotherThreadHolds() throws Exception {
    try (Hold hold = locks.acquire("b")) {
      assertThat(hold.fencingToken()).isPositive();
      Optional<?> second = inThread(() -> locks.tryAcquire("b", Duration.ZERO), Optional.class);
      assertThat(second).isEmpty();
    }
    assertThat(locks.tryAcquire("b", Duration.ZERO)).get().satisfies(Hold::close);
  }

  @Test
  void sameThreadEntersAgainAndReleasesWithTheLast() throws Exception {
    Hold outer = locks.acquire("c");
    Hold inner = locks.acquire("c");
    inner.close();
    inner.close();
    assertThat(isFree("c")).isFalse();
    outer.close();
    assertThat(isFree("c")).isTrue();
  }

  @Test
  void anotherThreadMayClose() throws Exception {
    Hold hold = locks.acquire("d");
    inThread(
        () -> {
          hold.close();
          return "closed";
        },
        String.class);
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    locks.acquire("d").close();
  }

  @Test
  void waiterIsGrantedWhenTheHolderLeaves() throws Exception {
    Hold hold = locks.acquire("e");
    FutureTask<Fencing> waiter =
        new FutureTask<>(
            () -> {
              try (Hold next = locks.acquire("e")) {
                return next.fencing();
              }
            });
    new Thread(waiter).start();
    Fencing token = hold.fencing();
    hold.close();
    assertThat(waiter.get(20, TimeUnit.SECONDS)).isGreaterThan(token);
  }

  @Test
  void interruptedWaiterLeavesWithItsFlagSet() throws Exception {
    try (Hold hold = locks.acquire("f")) {
      assertThat(hold.resource()).isEqualTo("f");
      CountDownLatch flagged = new CountDownLatch(1);
      FutureTask<Object> waiter =
          new FutureTask<>(
              () -> {
                try {
                  return locks.acquire("f");
                } catch (LockInterruptedException e) {
                  if (Thread.currentThread().isInterrupted()) {
                    flagged.countDown();
                  }
                  return e;
                }
              });
      Thread thread = new Thread(waiter);
      thread.start();
      thread.interrupt();
      assertThat(waiter.get(20, TimeUnit.SECONDS)).isInstanceOf(LockInterruptedException.class);
      assertThat(flagged.getCount()).isZero();
    }
    locks.tryAcquire("f", Duration.ZERO).orElseThrow().close();
  }

  @Test
  @SuppressWarnings("LockNotBeforeTry") // each step is what is tested
  void jdkViewIsReentrantAndOwned() throws Exception {
    Lock lock = locks.lock("g");
    lock.lock();
    lock.lock();
    lock.unlock();
    assertThat(inThread(() -> locks.lock("g").tryLock(), Boolean.class)).isFalse();
    assertThat(inThread(() -> lock.tryLock(10, TimeUnit.MILLISECONDS), Boolean.class)).isFalse();
    lock.unlock();
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    assertThat(lock.tryLock()).isTrue();
    lock.unlock();
  }

  @Test
  void jdkViewCannotUnlockWhatWasAcquiredOtherwise() throws Exception {
    Lock lock = locks.lock("i");
    try (Hold hold = locks.acquire("i")) {
      assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
      assertThat(lock.tryLock()).isTrue();
      lock.unlock();
      assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
      assertThat(isFree("i")).isFalse();
      hold.ensureValid();
    }
    assertThat(isFree("i")).isTrue();
  }

  @Test
  void closedLocksRefuseAndTellTheHolder() {
    Hold hold = locks.acquire("h");
    locks.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(hold.state()).isEqualTo(LockState.LOST);
    assertThatThrownBy(hold::ensureValid).isInstanceOf(LockLostException.class);
    assertThatThrownBy(hold::close)
        .isInstanceOfSatisfying(
            LockLostException.class,
            e -> assertThat(e.reason()).isEqualTo(LockLostException.Reason.SHUTDOWN));
    assertThatThrownBy(() -> locks.acquire("h"))
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("shutting down");
  }

  @Test
  void keyThatCannotBeIsRefused() {
    assertThatThrownBy(() -> locks.acquire("")).isInstanceOf(LockKeyException.class);
    assertThatThrownBy(() -> locks.acquire("/a/../b")).isInstanceOf(LockKeyException.class);
  }

  private boolean isFree(String resource) throws Exception {
    return inThread(
        () -> {
          Optional<Hold> hold = locks.tryAcquire(resource, Duration.ZERO);
          hold.ifPresent(Hold::close);
          return hold.isPresent();
        },
        Boolean.class);
  }

  private static <T> T inThread(java.util.concurrent.Callable<?> work, Class<T> type)
      throws Exception {
    FutureTask<Object> task = new FutureTask<>(work::call);
    new Thread(task, "other").start();
    return type.cast(task.get(20, TimeUnit.SECONDS));
  }
}
