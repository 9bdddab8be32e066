package io.zklocked.hosts;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.KeeperException;

/** A server, and how it looks to others than the application. Used by one thread. */
final class Outside implements AutoCloseable {

  private final TestingServer server;
  private final CuratorFramework client;

  Outside() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    server = new TestingServer();
    client = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
    client.start();
  }

  String connect() {
    return server.getConnectString();
  }

  CuratorFramework client() {
    return client;
  }

  /** Waits until so many stand in line for a lock, as long as these run. */
  void awaitContenders(String lockPath, int count, AppJvm... nodes) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (contenders(lockPath).size() != count) {
      for (AppJvm node : nodes) {
        if (!node.isAlive() || System.nanoTime() - deadline > 0) {
          throw new AssertionError(
              "not " + count + " for " + lockPath + " but " + contenders(lockPath) + node.log());
        }
      }
      Thread.onSpinWait();
    }
  }

  /** Who stands in line for a lock. */
  List<String> contenders(String lockPath) throws Exception {
    try {
      return client.getChildren().forPath(lockPath);
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    }
  }

  /** The session of an ephemeral node. */
  long owner(String path) throws Exception {
    return client.checkExists().forPath(path).getEphemeralOwner();
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
