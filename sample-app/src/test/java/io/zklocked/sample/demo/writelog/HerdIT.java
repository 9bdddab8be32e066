package io.zklocked.sample.demo.writelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.sample.demo.page.Curves.Point;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.DemoException;
import io.zklocked.sample.demo.stage.Screen;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts the herd, and the lock that makes one, at a real server. */
@Timeout(60)
class HerdIT {

  private static final int SESSION_MILLIS = 30_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static TestingServer server;

  private final Cleanup cleanup = new Cleanup();

  @BeforeAll
  static void startServer() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    server = new TestingServer();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @AfterEach
  void cleanUp() {
    cleanup.close();
  }

  @Test
  void lineCountsWhatItsClientIsToldOfTheNodesThatMatter() throws Exception {
    ZooKeeper other = client(server.getConnectString());
    create(other, "/counted");
    create(other, "/elsewhere");
    CountingLine line = cleanup.add(new CountingLine(server.getConnectString(), "/counted"));
    ZooKeeper client = client(line.address());

    watchAndChange(client, other, "/elsewhere");
    assertThat(line.notifications()).isZero();

    CountDownLatch told = new CountDownLatch(1);
    client.exists("/counted", event -> told.countDown());
    line.awaitArmed(PATIENCE);
    other.setData("/counted", new byte[] {1}, -1);
    assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(line.notifications()).isEqualTo(1);

    watchAndChange(client, other, "/counted");
    assertThat(line.notifications()).isEqualTo(2);
  }

  @Test
  void watchThatAClientSetsAgainWhenItReconnectsCounts() throws Exception {
    create(client(server.getConnectString()), "/again");
    CountingLine line = cleanup.add(new CountingLine(server.getConnectString(), "/again"));
    Semaphore connected = new Semaphore(0);
    ZooKeeper client =
        cleanup.add(
            new ZooKeeper(
                line.address(),
                SESSION_MILLIS,
                event -> {
                  if (event.getState() == KeeperState.SyncConnected) {
                    connected.release();
                  }
                }));
    client.exists("/again", event -> {});
    connected.acquire();

    server.restart();

    assertThat(connected.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    line.awaitArmed(PATIENCE);
  }

  @Test
  void clientThatSetsNoWatchIsSaidToHaveSetNone() throws Exception {
    CountingLine line = cleanup.add(new CountingLine(server.getConnectString(), "/counted"));
    client(line.address()).exists("/counted", false);

    assertThatThrownBy(() -> line.awaitArmed(Duration.ofMillis(1)))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("has set no watch");
  }

  @Test
  void naiveLockIsHeldByOneAfterTheOther() throws Exception {
    NaiveLock.prepare(client(server.getConnectString()), "/a/naive/line");
    NaiveLock first = lock("/a/naive/line");
    NaiveLock second = lock("/a/naive/line");
    NaiveLock third = lock("/a/naive/line");
    await(held(first));
    CompletableFuture<?> one = held(second);
    CompletableFuture<?> other = held(third);

    first.release();
    await(CompletableFuture.anyOf(one, other));
    assertThat(one.isDone()).isNotEqualTo(other.isDone());

    (one.isDone() ? second : third).close(); // its node goes with its session
    await(CompletableFuture.allOf(one, other));
  }

  @Test
  void directoryIsMadeBelowANodeThatIsAllThatMayBeWritten() throws Exception {
    ZooKeeper client = client(server.getConnectString());
    create(client, "/closed");
    create(client, "/closed/open");
    client.setACL("/closed", Ids.READ_ACL_UNSAFE, -1);

    NaiveLock.prepare(client, "/closed/open/a/line");

    assertThat(client.exists("/closed/open/a/line", false)).isNotNull();
  }

  @Test
  void naiveLockWithoutADirectoryIsNotHeld() throws Exception {
    CompletableFuture<?> held = held(lock("/not/there"));

    assertThatThrownBy(held::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(KeeperException.NoNodeException.class);
  }

  @Test
  void releaseOfTheNaiveLockIsToldToAllAndOneOfThisLockToOne() throws Exception {
    Screen screen = new Screen(new PrintStream(PrintStream.nullOutputStream(), true), false);
    HerdRun run = new HerdRun(screen, server.getConnectString());
    NaiveLock.prepare(client(server.getConnectString()), "/herd/naive");

    List<Point> naive =
        run.measure("naive", "/herd/naive", 3, connect -> lock(connect, "/herd/naive"));
    List<Point> own =
        run.measure("own", "/herd/own", 3, connect -> new OwnLock(connect, "/herd", "own"));
    assertThat(own).isEqualTo(List.of(new Point(1, 1), new Point(2, 1), new Point(3, 1)));
    assertThat(naive).extracting(Point::x).containsExactly(1.0, 2.0, 3.0);
    assertThat(naive).allMatch(point -> point.y() >= point.x());
  }

  private static void watchAndChange(ZooKeeper client, ZooKeeper other, String path)
      throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    client.getData(path, event -> told.countDown(), null);
    other.setData(path, new byte[] {2}, -1);
    assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static void create(ZooKeeper client, String path) throws Exception {
    client.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
  }

  private static CompletableFuture<?> held(NaiveLock lock) {
    return lock.acquire().toCompletableFuture();
  }

  private static void await(CompletableFuture<?> future) throws Exception {
    future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private NaiveLock lock(String directory) throws Exception {
    return cleanup.add(lock(server.getConnectString(), directory));
  }

  private static NaiveLock lock(String connect, String directory) throws Exception {
    return new NaiveLock(connect, directory);
  }

  private ZooKeeper client(String connect) throws Exception {
    return cleanup.add(new ZooKeeper(connect, SESSION_MILLIS, event -> {}));
  }
}
