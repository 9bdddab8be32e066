package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockState;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three real servers, each of which is killed and comes back while one holds and one waits. */
@Timeout(120)
class ClusterFaultsIT {

  private static final String CASE = "fault case";
  private static final String PATH = "/services/nightly";
  private static final LockRequest PATIENT =
      LockRequest.DEFAULT.withWaitTime(Duration.ofSeconds(100));

  /** By default a member that comes back may wait a minute before it asks the others again. */
  private static final Map<String, String> QUICK_ELECTIONS =
      Map.of(
          "zookeeper.fastleader.minNotificationInterval", "200",
          "zookeeper.fastleader.maxNotificationInterval", "1000",
          "zookeeper.cnxTimeout", "1000");

  @BeforeAll
  static void electQuickly() {
    QUICK_ELECTIONS.forEach(System::setProperty);
  }

  @AfterAll
  static void electAsUsual() {
    QUICK_ELECTIONS.keySet().forEach(System::clearProperty);
  }

  @Test
  void holdAndWaiterOutliveEachServerInTurn() throws Exception {
    try (TestingCluster cluster = new TestingCluster(3)) {
      cluster.start();
      ZkLocksConfig config =
          ZkLocksConfig.connect(cluster.getConnectString())
              .withSessionTimeout(Duration.ofSeconds(30));
      try (CuratorFramework eye = client(cluster.getConnectString());
          ZkLocks holder = ZkLocks.start(config);
          ZkLocks rival = ZkLocks.start(config)) {
        Hold hold = holder.acquire(PATH, PATIENT);
        Task<LockState> waiter = Task.start("waiter", () -> held(rival));
        Eventually.until("both are in line", () -> children(eye).size() == 2);
        List<String> line = children(eye);
        for (InstanceSpec server : cluster.getInstances()) {
          cluster.killServer(server);
          holder.acquire("/services/other", PATIENT).close();
          assertThat(cluster.restartServer(server)).isTrue();
          try (CuratorFramework back = client("127.0.0.1:" + server.getPort())) {
            back.blockUntilConnected();
          }
          Eventually.until("the hold is proven", () -> hold.state() == LockState.VALID);
          assertThat(waiter.isDone()).isFalse();
        }
        assertThat(children(eye)).as("no new node, none lost").hasSameElementsAs(line);
        hold.close();
        assertThat(waiter.get()).isEqualTo(LockState.VALID);
      }
    }
    Table.line(
        CASE,
        "each of three servers killed and restarted in turn, the leader too",
        "hold VALID after each, same nodes; the waiter is granted after the close");
  }

  private static LockState held(ZkLocks locks) {
    try (Hold hold = locks.acquire(PATH, PATIENT)) {
      return hold.state();
    }
  }

  private static List<String> children(CuratorFramework eye) throws Exception {
    return eye.getChildren().forPath(PATH);
  }

  private static CuratorFramework client(String address) {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            address, 30_000, 15_000, new ExponentialBackoffRetry(100, 10));
    client.start();
    return client;
  }
}
