package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zklocked.Fencing;
import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.metrics.MicrometerMeters;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Views as the JDK knows locks, of locks that are kept between calls: what they use again. */
@Timeout(30)
@SuppressWarnings("LockNotBeforeTry") // what locks and unlocks is what is tested
class LockViewTest {

  private static final int CALLS = 2_000;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ZkLocks locks = start(new MicrometerMeters(registry));
  private final Lock lock = locks.lock("a");

  private static ZkLocks start(LockObserver observer) {
    return ZkLocks.start(
        ZkLocksConfig.load("connect=memory,root=/LockViewTest,retain=20s,shutdown-grace=0s"),
        observer);
  }

  @AfterEach
  void close() {
    locks.close();
  }

  @Test
  void keptLockIsLockedWithoutGarbage() {
    assertThat(bytesPerCall(() -> {})).isLessThan(16); // a look at the directory now and then
    assertThat(outcomes("retained")).isGreaterThan(CALLS);
  }

  @Test
  void lockThatIsHeldIsEnteredAgainWithoutGarbage() {
    lock.lock();
    assertThat(bytesPerCall(() -> {})).isZero();
    lock.unlock();
  }

  @Test
  void whatIsShownOfALockIsMadeForIt() {
    assertThat(bytesPerCall(HeldLock::current)).isGreaterThan(100);
  }

  /** The least of several rounds: at first the meters are not there, and what they miss is kept. */
  private long bytesPerCall(Runnable body) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 50; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      call(body);
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    return least / CALLS;
  }

  private void call(Runnable body) {
    for (int i = 0; i < CALLS; i++) {
      lock.lock();
      try {
        body.run();
      } finally {
        lock.unlock();
      }
    }
  }

  private double outcomes(String outcome) {
    return registry.get("zklocked.acquisitions").tag("outcome", outcome).counter().count();
  }

  @Test
  void eachLockHasATokenOfItsOwn() {
    lock.lock();
    Fencing first = HeldLock.current().fencing();
    lock.unlock();
    lock.lock();
    lock.unlock();
    lock.lock();
    assertThat(HeldLock.current().fencing()).isGreaterThan(first);
    lock.unlock();
  }

  @Test
  void lockThatABodyHasSeenStaysAsItWas() throws Exception {
    lock.lock();
    HeldLock seen = HeldLock.current();
    Fencing token = seen.fencing();
    lock.unlock();
    var heldFor = seen.heldFor();
    lock.lock();
    try {
      assertThat(HeldLock.current().fencing()).isGreaterThan(token);
      assertThat(seen.fencing()).isEqualTo(token);
      assertThat(seen.heldFor()).isEqualTo(heldFor);
    } finally {
      lock.unlock();
    }
  }

  @Test
  void holdThatHasEnteredTheLockStaysAsItWas() {
    lock.lock();
    Hold entered = locks.acquire("a");
    Fencing token = entered.fencing();
    entered.close();
    lock.unlock();
    lock.lock();
    try {
      entered.close();
      assertThat(entered.fencing()).isEqualTo(token);
      assertThat(HeldLock.current().state()).as("closed by nobody").isEqualTo(LockState.VALID);
    } finally {
      lock.unlock();
    }
  }

  @Test
  void holdThatAnotherThreadClosesLastIsNotUsedAgain() throws Exception {
    lock.lock();
    Hold entered = locks.acquire("a");
    lock.unlock();
    inThread(entered::close);
    Fencing token = entered.fencing();
    lock.lock();
    try {
      assertThat(HeldLock.current().fencing()).isGreaterThan(token);
    } finally {
      lock.unlock();
    }
    assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void threadsTakeTurnsByOneView() throws Exception {
    for (int i = 0; i < 50; i++) {
      lock.lock();
      lock.unlock();
      inThread(
          () -> {
            lock.lock();
            try {
              assertThat(HeldLock.current().resource()).isEqualTo("a");
            } finally {
              lock.unlock();
            }
          });
    }
    assertThat(registry.get("zklocked.active").gauge().value()).isZero();
    assertThat(registry.get("zklocked.hold").timer().count()).isEqualTo(100);
  }

  @Test
  void renamedThreadIsToldByItsNewName() {
    Thread self = Thread.currentThread();
    String name = self.getName();
    lock.lock();
    lock.unlock();
    self.setName("renamed");
    try {
      lock.lock();
      try {
        assertThatThrownBy(() -> inThread(() -> refused())).hasStackTraceContaining("renamed");
      } finally {
        lock.unlock();
      }
    } finally {
      self.setName(name);
    }
  }

  private void refused() {
    locks.acquire("a", LockRequest.DEFAULT.withWaitTime(java.time.Duration.ZERO)).close();
  }

  @Test
  void lockThatIsLostWhenUsedAgainIsTold() {
    lock.lock();
    lock.unlock();
    lock.lock();
    locks.close();
    assertThat(Thread.interrupted()).as("told while it holds").isTrue();
    assertThatThrownBy(lock::unlock).isInstanceOf(LockLostException.class);
  }

  @Test
  void viewKeepsNoThreadThatHasEnded() throws Exception {
    WeakReference<Thread> ended = lockInThread();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (ended.get() != null && System.nanoTime() < deadline) {
      System.gc();
    }
    assertThat(ended.get()).isNull();
    lock.lock();
    lock.unlock();
  }

  private WeakReference<Thread> lockInThread() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              lock.lock();
              lock.unlock();
            });
    thread.start();
    thread.join();
    return new WeakReference<>(thread);
  }

  private static void inThread(Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    new Thread(task).start();
    task.get(20, TimeUnit.SECONDS);
  }
}
