package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.curator.OneServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One semaphore with Curator's {@code InterProcessSemaphoreV2}, on a real server. */
@Timeout(120)
class SharedSemaphoreIT {

  private static final String KEY = "pool";
  private static final String PATH = "/zklocked/pool";
  private static final int PERMITS = 3;
  private static final int ROUNDS = 25;
  private static final LockRequest PERMIT =
      LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE).withPermits(PERMITS);
  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir private Path directory;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private OneServer server;
  private ZkLocks locks;
  private InterProcessSemaphoreV2 curators;

  @BeforeEach
  void start() throws Exception {
    server = opened(new OneServer(directory));
    locks = locks();
    curators = new InterProcessSemaphoreV2(client(), PATH, PERMITS);
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void curatorsPermitsCountForUs() throws Exception {
    Lease first = curators.acquire();
    Lease second = curators.acquire();
    Hold ours = locks.acquire(KEY, PERMIT);
    ZkLocks others = locks();
    assertThatThrownBy(() -> others.acquire(KEY, PERMIT.withWaitTime(SHORT)))
        .isInstanceOf(LockBusyException.class);
    assertThatThrownBy(() -> others.acquire(KEY, PERMIT.withWaitTime(Duration.ZERO)))
        .isInstanceOf(LockBusyException.class);

    CompletableFuture<Hold> waits =
        CompletableFuture.supplyAsync(() -> others.acquire(KEY, PERMIT));
    curators.returnLease(first);
    try (Hold got = waits.get(30, TimeUnit.SECONDS)) {
      assertThat(got.fencingToken()).isGreaterThan(ours.fencingToken());
    }
    ours.close();
    curators.returnLease(second);
    Table.line("curator", "semaphore of 3: theirs hold, we wait", "waited, granted");
  }

  @Test
  void ourPermitsCountForCurator() throws Exception {
    List<Hold> holds = new ArrayList<>();
    for (int i = 0; i < PERMITS; i++) {
      holds.add(inAnotherThread(() -> locks.acquire(KEY, PERMIT)));
    }
    assertThat(curators.acquire(SHORT.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    holds.get(1).close();
    Lease lease = curators.acquire(30, TimeUnit.SECONDS);
    assertThat(lease).isNotNull();
    assertThat(curators.acquire(SHORT.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    curators.returnLease(lease);
    holds.get(0).close();
    holds.get(2).close();
    Table.line(
        "curator", "semaphore of 3: we hold, InterProcessSemaphoreV2 waits", "waited, granted");
  }

  @Test
  void neverMoreThanThePermitsTogether() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Future<?>> all = new ArrayList<>();
    Exchanger<Boolean> meeting = new Exchanger<>();
    Body body =
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          meet(meeting);
          done.incrementAndGet();
          inside.decrementAndGet();
        };
    for (int jvm = 0; jvm < 2; jvm++) {
      ZkLocks ours = locks();
      var theirs = new InterProcessSemaphoreV2(client(), PATH, PERMITS);
      for (int thread = 0; thread < 4; thread++) {
        all.add(pool.submit(() -> manyTimes(() -> withHold(ours, body))));
        all.add(pool.submit(() -> manyTimes(() -> withLease(theirs, body))));
      }
    }
    for (Future<?> each : all) {
      each.get(90, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertThat(done).hasValue(16 * ROUNDS);
    assertThat(most.get()).isBetween(2, PERMITS);
    Table.line(
        "curator",
        "semaphore of 3: crowd of 2 processes of theirs and 2 of ours, 4 threads each",
        "%s permits taken, at most %s at once".formatted(done, most));
  }

  @Test
  void anotherNumberOfPermitsIsRefused() {
    try (Hold ours = locks.acquire(KEY, PERMIT)) {
      assertThat(ours.path()).isEqualTo(PATH);
      ZkLocks others = locks();
      assertThatThrownBy(() -> others.acquire(KEY, PERMIT.withPermits(PERMITS + 1)))
          .isInstanceOf(LockModeException.class)
          .hasMessageContaining("a semaphore of 3 permits lies there");
    }
    Table.line("curator", "semaphore of 3 permits, wanted by us with 4", "LockModeException");
  }

  @Test
  void aMutexOfCuratorOnTheKeyIsLeftInPeace() throws Exception {
    InterProcessMutex mutex = new InterProcessMutex(client(), PATH);
    mutex.acquire();
    assertThatThrownBy(() -> locks.acquire(KEY, PERMIT))
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("a lock of another kind lies there");
    mutex.release();
    try (Hold ours = locks.acquire(KEY, PERMIT)) {
      assertThat(ours.path()).isEqualTo(PATH);
    }
    Table.line("curator", "InterProcessMutex under our semaphore's key", "LockModeException");
  }

  /** Stays for a moment, so that others come while it is there. */
  private static void meet(Exchanger<Boolean> meeting) throws InterruptedException {
    try {
      assertThat(meeting.exchange(true, 20, TimeUnit.MILLISECONDS)).isTrue();
    } catch (TimeoutException e) {
      assertThat(e).hasNoCause(); // nobody else was let in
    }
  }

  private static Void manyTimes(Callable<Void> once) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      once.call();
    }
    return null;
  }

  private static Void withHold(ZkLocks ours, Body body) throws Exception {
    try (Hold hold = ours.acquire(KEY, PERMIT)) {
      hold.ensureValid();
      body.run();
    }
    return null;
  }

  private static Void withLease(InterProcessSemaphoreV2 theirs, Body body) throws Exception {
    Lease lease = theirs.acquire();
    try {
      body.run();
    } finally {
      theirs.returnLease(lease);
    }
    return null;
  }

  private static <T> T inAnotherThread(Callable<T> work) throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      return one.submit(work).get(30, TimeUnit.SECONDS);
    } finally {
      one.shutdown();
    }
  }

  private ZkLocks locks() {
    return opened(
        ZkLocks.start(
            ZkLocksConfig.connect(server.address())
                .with("acl", "world")
                .withSessionTimeout(Duration.ofSeconds(6))
                .withWaitTime(Duration.ofSeconds(60))
                .withShutdownGrace(Duration.ofMillis(500))));
  }

  private CuratorFramework client() {
    CuratorFramework client =
        opened(CuratorFrameworkFactory.newClient(server.address(), new RetryOneTime(500)));
    client.start();
    return client;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }

  @FunctionalInterface
  private interface Body {
    void run() throws Exception;
  }
}
