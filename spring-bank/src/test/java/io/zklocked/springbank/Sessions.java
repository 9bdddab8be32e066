package io.zklocked.springbank;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Ends sessions on the server, as an expiry does. */
final class Sessions implements AutoCloseable {

  /** By which a server makes the password of a session from its id (ZooKeeperServer). */
  private static final long SERVERS_SECRET = 0XB3415C00L;

  private final String connect;
  private final CuratorFramework client;

  Sessions(String connect) {
    this.connect = connect;
    this.client = CuratorFrameworkFactory.newClient(connect, new RetryOneTime(100));
    client.start();
  }

  /** Ends the session of the only contender of a lock. */
  void endOfHolder(String lockPath) throws Exception {
    List<String> contenders = client.getChildren().forPath(lockPath);
    if (contenders.size() != 1) {
      throw new AssertionError("not one contender: " + contenders);
    }
    String path = lockPath + "/" + contenders.get(0);
    long session = client.checkExists().forPath(path).getEphemeralOwner();
    byte[] password = new byte[16];
    new Random(session ^ SERVERS_SECRET).nextBytes(password);
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper same =
        new ZooKeeper(
            connect,
            10_000,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
              }
            },
            session,
            password);
    try {
      if (!connected.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("could not take the session over");
      }
    } finally {
      same.close();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
