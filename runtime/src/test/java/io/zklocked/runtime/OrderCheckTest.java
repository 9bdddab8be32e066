package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockOrderException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks by hand that are nested in both orders, on locks of this JVM. */
@Timeout(60)
class OrderCheckTest {

  private static final ZkLocksConfig CONFIG = ZkLocksConfig.memory().withRoot("/OrderCheckTest");
  private static final LockRequest SHORT =
      LockRequest.DEFAULT.withWaitTime(Duration.ofMillis(200)).withLabel("accounts/{id}");

  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  @AfterEach
  void stopThreads() {
    pool.shutdownNow();
  }

  @Test
  void warningComesBeforeTheDeadlockThatItIsAbout() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (ZkLocks locks = ZkLocks.start(CONFIG)) {
      pool.submit(() -> transfer(locks, "accounts/1", "accounts/2")).get();
      assertThat(text(said)).doesNotContain("order-check");
      pool.submit(() -> transfer(locks, "accounts/2", "accounts/1")).get();
      assertThat(text(said))
          .as("both had their locks at once")
          .containsOnlyOnce("WARN io.zklocked - order-check: locks are taken in opposite orders:")
          .contains("wants 'accounts/1' while 'accounts/2' is held by hand, but OrderCheckTest#")
          .contains("java.lang.Throwable: now: OrderCheckTest#transfer (OrderCheckTest.java:")
          .contains("Caused by: java.lang.Throwable: before, on thread pool-");

      CountDownLatch bothHoldOne = new CountDownLatch(2);
      Future<?> one = pool.submit(() -> meet(locks, "accounts/1", "accounts/2", bothHoldOne));
      Future<?> two = pool.submit(() -> meet(locks, "accounts/2", "accounts/1", bothHoldOne));
      assertThat(List.of(failure(one), failure(two))).contains("busy");
      assertThat(text(said)).containsOnlyOnce("order-check");
    } finally {
      System.setErr(before);
    }
  }

  private static String text(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static void transfer(ZkLocks locks, String from, String to) {
    try (Hold outer = locks.acquire(from, SHORT);
        Hold inner = locks.acquire(to, SHORT)) {
      inner.ensureValid();
      outer.ensureValid();
    }
  }

  private static String meet(ZkLocks locks, String from, String to, CountDownLatch bothHoldOne)
      throws InterruptedException {
    try (Hold outer = locks.acquire(from, SHORT)) {
      bothHoldOne.countDown();
      bothHoldOne.await();
      locks.acquire(to, SHORT).close();
      outer.ensureValid();
    }
    return to;
  }

  private static String failure(Future<?> call) throws InterruptedException {
    try {
      call.get();
      return "none";
    } catch (ExecutionException e) {
      return e.getCause() instanceof LockBusyException ? "busy" : e.toString();
    }
  }

  @Test
  void secondOrderFailsAndLeavesWhatWasHeld() {
    try (ZkLocks locks = ZkLocks.start(CONFIG.withOrderCheck(OrderCheck.FAIL))) {
      locks.acquireAll(List.of("a", "b")).close();
      try (Hold a = locks.acquire("a")) {
        locks.acquire("b").close();
        a.ensureValid();
      }
      try (Hold b = locks.acquire("b")) {
        assertThatThrownBy(() -> locks.acquire("a"))
            .isInstanceOf(LockOrderException.class)
            .hasMessageStartingWith("Lock 'a' is refused (order-check=fail): ");
        assertThat(HeldLock.current().resource()).isEqualTo("b");
        assertThat(locks.tryAcquire("a", Duration.ZERO))
            .as("cannot wait")
            .isPresent()
            .get()
            .satisfies(Hold::close);
        b.ensureValid();
      }
      assertThat(CompletableFuture.supplyAsync(() -> isFree(locks, "a", "b")).join()).isTrue();
    }
  }

  @Test
  @SuppressWarnings("LockNotBeforeTry") // the order is what is tested
  void viewsOfTheJdkAreWatchedAlsoWhereTheyAreKept() {
    try (ZkLocks locks =
        ZkLocks.start(CONFIG.withOrderCheck(OrderCheck.FAIL).withRetain(Duration.ofSeconds(4)))) {
      var a = locks.lock("a");
      var b = locks.lock("b");
      b.lock();
      b.unlock(); // from now on it is opened once more
      a.lock();
      b.lock();
      b.unlock();
      a.unlock();
      b.lock();
      assertThatThrownBy(a::lock).isInstanceOf(LockOrderException.class);
      b.unlock();
      assertThat(CompletableFuture.supplyAsync(() -> isFree(locks, "a", "b")).join()).isTrue();
    }
  }

  @Test
  void nothingIsLookedAtWhereItIsOff() {
    try (ZkLocks locks = ZkLocks.start(CONFIG.withOrderCheck(OrderCheck.OFF))) {
      transfer(locks, "a", "b");
      transfer(locks, "b", "a");
      assertThat(isFree(locks, "a", "b")).isTrue();
    }
  }

  private static boolean isFree(ZkLocks locks, String... resources) {
    for (String resource : resources) {
      Optional<Hold> hold = locks.tryAcquire(resource, Duration.ZERO);
      if (hold.isEmpty()) {
        return false;
      }
      hold.get().close();
    }
    return true;
  }
}
