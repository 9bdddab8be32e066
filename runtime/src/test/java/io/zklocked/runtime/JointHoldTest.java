package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.Fencing;
import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockKeyException;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.LockState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several locks by hand, on memory. */
@Timeout(30)
class JointHoldTest {

  private static final LockRequest ONCE = LockRequest.DEFAULT.withWaitTime(Duration.ZERO);

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
  void allAreHeldUntilTheyAreClosed() throws Exception {
    try (JointHold hold = locks.acquireAll(List.of("b", "a", "b"))) {
      assertThat(hold.holds()).extracting(Hold::resource).containsExactly("a", "b");
      assertThat(hold.state()).isEqualTo(LockState.VALID);
      assertThat(hold.heldFor()).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(hold.fencing("b")).isEqualTo(HeldLock.current().fencing());
      assertThat(hold.fencing("a")).isInstanceOf(Fencing.class);
      hold.ensureValid();
      assertThat(isFree("a")).isFalse();
      assertThat(isFree("b")).isFalse();
      assertThatThrownBy(() -> hold.hold("c")).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    assertThat(isFree("a")).isTrue();
    assertThat(isFree("b")).isTrue();
  }

  @Test
  void oneThatIsBusyLeavesTheOthersFree() throws Exception {
    Hold busy = inThread(() -> locks.acquire("b"), Hold.class);
    assertThatThrownBy(() -> locks.acquireAll(List.of("a", "b", "c"), ONCE))
        .isInstanceOf(LockBusyException.class)
        .hasMessageContaining("'b' is busy");
    assertThat(isFree("a")).isTrue();
    assertThat(isFree("c")).isTrue();
    busy.close();
    locks.acquireAll(List.of("a", "b", "c"), ONCE).close();
  }

  @Test
  void whatTheThreadHoldsIsEnteredAgainAndStaysWhenTheRestIsClosed() throws Exception {
    try (Hold outer = locks.acquire("a")) {
      locks.acquireAll(List.of("b", "a")).close();
      assertThat(isFree("a")).isFalse();
      assertThat(isFree("b")).isTrue();
      Hold busy = inThread(() -> locks.acquire("c"), Hold.class);
      assertThatThrownBy(() -> locks.acquireAll(List.of("a", "c"), ONCE))
          .isInstanceOf(LockBusyException.class);
      busy.close();
      assertThatThrownBy(() -> locks.acquireAll(List.of("b", "a"), ONCE.withMode(LockMode.READ)))
          .isInstanceOf(LockModeException.class);
      outer.ensureValid();
    }
    assertThat(isFree("a")).isTrue();
    assertThat(isFree("b")).isTrue();
  }

  @Test
  void whoWritesReadsUnderTheWriteLock() throws Exception {
    LockRequest read = LockRequest.DEFAULT.withMode(LockMode.READ);
    try (Hold write = locks.acquire("a", LockRequest.DEFAULT.withMode(LockMode.WRITE));
        JointHold both = locks.acquireAll(List.of("a", "b"), read)) {
      assertThat(both.fencing("a")).isEqualTo(write.fencing());
    }
    assertThat(isFree("a")).isTrue();
    assertThat(isFree("b")).isTrue();
  }

  @Test
  void lossOfOneIsTheLossOfAll() {
    JointHold hold = locks.acquireAll(List.of("a", "b"));
    locks.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(hold.state()).isEqualTo(LockState.LOST);
    assertThatThrownBy(hold::ensureValid).isInstanceOf(LockLostException.class);
    assertThatThrownBy(hold::close)
        .isInstanceOfSatisfying(
            LockLostException.class, e -> assertThat(e.getSuppressed()).hasSize(1));
    hold.close();
  }

  @Test
  void whatCannotBeAcquiredTogetherIsRefused() {
    assertThatThrownBy(() -> locks.acquireAll(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> locks.acquireAll(List.of("a"), LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("semaphores cannot be acquired together");
    assertThatThrownBy(() -> locks.acquireAll(List.of("a", "")))
        .isInstanceOf(LockKeyException.class);
  }

  private boolean isFree(String resource) throws Exception {
    return inThread(
        () -> {
          try (Hold hold = locks.acquire(resource, ONCE)) {
            return !hold.path().isEmpty();
          } catch (LockBusyException e) {
            return false;
          }
        },
        Boolean.class);
  }

  private static <T> T inThread(Callable<?> work, Class<T> type) throws Exception {
    FutureTask<Object> task = new FutureTask<>(work::call);
    new Thread(task, "other").start();
    return type.cast(task.get(20, TimeUnit.SECONDS));
  }
}
