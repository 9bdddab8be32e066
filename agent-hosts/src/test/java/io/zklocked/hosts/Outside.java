package io.zklocked.hosts;

import java.io.IOException;
import java.util.List;
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
