package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.curator.OneServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks by hand, on a real server that is stopped, restarted and asked what it sees. */
@Timeout(60)
class ZkLocksIT {

  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir private Path directory;
  private OneServer server;
  private CuratorFramework peer;
  private ZkLocks locks;
  private ZkLocksConfig config;

  @BeforeEach
  void start() throws Exception {
    server = new OneServer(directory);
    peer = CuratorFrameworkFactory.newClient(server.address(), new RetryOneTime(100));
    peer.start();
    config =
        ZkLocksConfig.connect(server.address())
            .withSessionTimeout(Duration.ofSeconds(6))
            .withShutdownGrace(Duration.ofMillis(500));
    locks = ZkLocks.start(config);
  }

  @AfterEach
  void stop() throws Exception {
    locks.close();
    peer.close();
    server.close();
  }

  @Test
  void curatorsMutexWaitsForUs() throws Exception {
    InterProcessMutex mutex = new InterProcessMutex(peer, "/zklocked/orders%2F42");
    try (Hold hold = locks.acquire("orders/42")) {
      assertThat(hold.fencingToken()).isPositive();
      assertThat(mutex.acquire(200, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(mutex.acquire(20, TimeUnit.SECONDS)).isTrue();
    mutex.release();
  }

  @Test
  void weWaitForCuratorsMutex() throws Exception {
    InterProcessMutex mutex = new InterProcessMutex(peer, "/shared/nightly");
    mutex.acquire();
    locks.acquire("connected").close();
    assertThatThrownBy(
            () -> locks.acquire("/shared/nightly", LockRequest.DEFAULT.withWaitTime(SHORT)).close())
        .isInstanceOfSatisfying(
            LockBusyException.class, e -> assertThat(e.holder()).contains("another kind"));
    FutureTask<String> waiter = waiter("/shared/nightly");
    mutex.release();
    assertThat(waiter.get(20, TimeUnit.SECONDS)).isEqualTo("/shared/nightly");
  }

  @Test
  void releasedLockLeavesNoNodeAndClosedLocksNoDirectory() throws Exception {
    locks.acquire("a").close();
    eventually(() -> children("/zklocked/a").isEmpty());
    locks.acquire("b").close();
    locks.close();
    eventually(() -> !exists("/zklocked/a") && !exists("/zklocked/b"));
  }

  @Test
  void holdOutlivesARestartOfItsServer() throws Exception {
    try (Hold hold = locks.acquire("c")) {
      server.restart();
      locks.acquire("c2").close(); // answered: the connection is back
      eventually(() -> hold.state() == LockState.VALID);
      HeldLock.current().ensureValid();
    }
  }

  @Test
  void waiterOutlivesARestartOfItsServer() throws Exception {
    try (ZkLocks others = ZkLocks.start(config)) {
      Hold hold = others.acquire("d");
      FutureTask<String> waiter = waiter("d");
      eventually(() -> children("/zklocked/d").size() == 2);
      server.restart();
      hold.close();
      assertThat(waiter.get(30, TimeUnit.SECONDS)).isEqualTo("d");
    }
  }

  @Test
  void endedSessionIsToldAtCloseAndTheNextOneServes() throws Exception {
    Hold hold = locks.acquire("e");
    long token = hold.fencingToken();
    closeOwnersSession("/zklocked/e");
    eventually(() -> hold.state() == LockState.LOST);
    assertThatThrownBy(() -> HeldLock.current().ensureValid())
        .isInstanceOf(LockLostException.class);
    assertThatThrownBy(() -> locks.acquire("e").close())
        .as("a lost hold cannot be entered again")
        .isInstanceOf(LockLostException.class);
    assertThatThrownBy(hold::close)
        .isInstanceOfSatisfying(
            LockLostException.class,
            e -> assertThat(e.reason()).isEqualTo(LockLostException.Reason.SESSION_EXPIRED));
    try (Hold next = locks.acquire("e")) {
      assertThat(next.fencingToken()).isGreaterThan(token);
    }
  }

  @Test
  void nodeDeletedByHandIsToldWhileTheBodyRuns() throws Exception {
    Hold hold = locks.acquire("f");
    peer.delete().forPath("/zklocked/f/" + children("/zklocked/f").get(0));
    eventually(() -> hold.state() == LockState.LOST);
    assertThatThrownBy(hold::close)
        .isInstanceOfSatisfying(
            LockLostException.class,
            e -> assertThat(e.reason()).isEqualTo(LockLostException.Reason.NODE_DELETED));
  }

  @Test
  void unreachableEnsembleIsToldWithinTheWaitTime() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (ZkLocks none =
        ZkLocks.start(
            ZkLocksConfig.connect("127.0.0.1:" + nobody).withShutdownGrace(Duration.ZERO))) {
      long start = System.nanoTime();
      assertThatThrownBy(
              () ->
                  none.acquire("x", LockRequest.DEFAULT.withWaitTime(Duration.ofSeconds(1)))
                      .close())
          .isInstanceOf(LockUnavailableException.class)
          .hasMessageContaining("127.0.0.1:" + nobody);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
      assertThatThrownBy(() -> none.connect(Duration.ofMillis(300)))
          .isInstanceOf(LockUnavailableException.class)
          .hasMessageContaining("127.0.0.1:" + nobody)
          .hasMessageContaining("300ms");
    }
  }

  @Test
  void serverThatStopsWhileSomebodyWaitsIsUnavailable() throws Exception {
    Hold hold = locks.acquire("g");
    server.stop();
    FutureTask<String> waiter = waiter("g2", Duration.ofMillis(700));
    assertThatThrownBy(() -> waiter.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(LockUnavailableException.class);
    server.restart();
    eventually(() -> hold.state() == LockState.VALID);
    hold.close();
  }

  @Test
  void silenceForTooLongMakesAHoldSuspectAndItsEndUnproven() throws Exception {
    Hold hold = locks.acquire("h");
    server.stop();
    eventually(() -> hold.state() == LockState.SUSPECT);
    assertThatThrownBy(hold::close)
        .isInstanceOfSatisfying(
            LockLostException.class,
            e -> assertThat(e.reason()).isEqualTo(LockLostException.Reason.UNPROVEN));
    server.restart();
  }

  @Test
  void verifiedReleaseComesBackWhenTheNodeIsGone() {
    try (ZkLocks verified = ZkLocks.start(config.withVerifiedRelease(true))) {
      for (int i = 0; i < 50; i++) {
        Hold hold = verified.acquire("v");
        assertThat(children("/zklocked/v")).hasSize(1);
        hold.close();
        assertThat(children("/zklocked/v")).isEmpty();
      }
    }
  }

  @Test
  void missingChrootIsNamed() {
    try (ZkLocks below = ZkLocks.start(ZkLocksConfig.connect(server.address() + "/nowhere"))) {
      assertThatThrownBy(() -> below.acquire("x").close())
          .isInstanceOf(LockUnavailableException.class)
          .hasMessageContaining("chroot");
    }
  }

  private FutureTask<String> waiter(String resource) {
    return waiter(resource, Duration.ofSeconds(30));
  }

  private FutureTask<String> waiter(String resource, Duration wait) {
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              try (Hold hold = locks.acquire(resource, LockRequest.DEFAULT.withWaitTime(wait))) {
                return hold.resource();
              }
            });
    new Thread(task, "waiter").start();
    return task;
  }

  /** Ends the session that owns the only node of a directory, at the server. */
  private void closeOwnersSession(String directory) throws Exception {
    String node = directory + "/" + children(directory).get(0);
    var stat = peer.checkExists().forPath(node);
    server.closeSession(stat.getEphemeralOwner());
  }

  private List<String> children(String path) {
    try {
      return peer.getChildren().forPath(path);
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean exists(String path) {
    try {
      return peer.checkExists().forPath(path) != null;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
