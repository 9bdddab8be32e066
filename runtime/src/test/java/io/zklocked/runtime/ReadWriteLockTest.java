package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing by hand, on memory. */
@Timeout(30)
class ReadWriteLockTest {

  private static final LockRequest READ = LockRequest.DEFAULT.withMode(LockMode.READ);
  private static final LockRequest WRITE = LockRequest.DEFAULT.withMode(LockMode.WRITE);

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
  void readersHoldTogetherAndKeepWritersOut() throws Exception {
    Hold first = locks.acquire("a", READ);
    Hold second = inThread(() -> locks.acquire("a", READ), Hold.class);
    assertThat(isFree("a", LockMode.WRITE)).isFalse();
    first.close();
    assertThat(isFree("a", LockMode.WRITE)).isFalse();
    second.close();
    assertThat(isFree("a", LockMode.WRITE)).isTrue();
  }

  @Test
  void writerKeepsEverybodyOut() throws Exception {
    try (Hold hold = locks.acquire("b", WRITE)) {
      assertThat(isFree("b", LockMode.READ)).isFalse();
      assertThat(isFree("b", LockMode.WRITE)).isFalse();
      hold.ensureValid();
    }
    assertThat(isFree("b", LockMode.READ)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writerReadsAsWellAndClosesInAnyOrder(boolean writeFirst) throws Exception {
    Hold write = locks.acquire("c", WRITE);
    Hold read = locks.acquire("c", READ);
    assertThat(read.fencing()).isEqualTo(write.fencing());
    assertThat(isFree("c", LockMode.READ)).isFalse();
    (writeFirst ? write : read).close();
    HeldLock.current().ensureValid();
    assertThat(isFree("c", LockMode.WRITE)).isFalse();
    assertThat(isFree("c", LockMode.READ)).isEqualTo(writeFirst);
    (writeFirst ? read : write).close();
    assertThat(isFree("c", LockMode.WRITE)).isTrue();
  }

  @Test
  @SuppressWarnings("LockNotBeforeTry") // each step is what is tested
  void viewsAreOneLockThatIsUnlockedInAnyOrder() throws Exception {
    ReadWriteLock lock = locks.readWriteLock("d");
    lock.writeLock().lock();
    lock.readLock().lock();
    lock.writeLock().lock();
    lock.writeLock().unlock();
    lock.writeLock().unlock();
    assertThatThrownBy(() -> lock.writeLock().unlock())
        .isInstanceOf(IllegalMonitorStateException.class);
    assertThat(isFree("d", LockMode.READ)).isTrue();
    assertThat(isFree("d", LockMode.WRITE)).isFalse();
    assertThatThrownBy(() -> locks.readWriteLock("d").writeLock().lock())
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("cannot be upgraded");
    lock.readLock().unlock();
    assertThatThrownBy(() -> lock.readLock().unlock())
        .isInstanceOf(IllegalMonitorStateException.class);
    assertThat(isFree("d", LockMode.WRITE)).isTrue();
  }

  private boolean isFree(String resource, LockMode mode) throws Exception {
    LockRequest once = LockRequest.DEFAULT.withMode(mode).withWaitTime(Duration.ZERO);
    return inThread(
        () -> {
          try (Hold hold = locks.acquire(resource, once)) {
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
    return type.cast(Optional.ofNullable(task.get(20, TimeUnit.SECONDS)).orElseThrow());
  }
}
