package io.zklocked.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** The server as an outsider sees it, who knows nothing of us: the znodes, and their sessions. */
final class Znodes implements AutoCloseable {

  /** By which a server makes the password of a session from its id (ZooKeeperServer). */
  private static final long SERVERS_SECRET = 0XB3415C00L;

  private static final String BREAKS = "/zklocked/.system/broken";

  private final String connect;
  private final CuratorFramework client;

  Znodes(String connect) {
    this.connect = connect;
    this.client = CuratorFrameworkFactory.newClient(connect, new RetryOneTime(100));
    client.start();
  }

  CuratorFramework client() {
    return client;
  }

  List<String> contenders(String lockPath) throws Exception {
    try {
      return client.getChildren().forPath(lockPath).stream().sorted().toList();
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    }
  }

  void awaitContenders(String lockPath, int count) throws Exception {
    Eventually.until(
        count + " contenders under " + lockPath, () -> contenders(lockPath).size() == count);
  }

  void deleteOnlyContender(String lockPath) throws Exception {
    client.delete().forPath(onlyContender(lockPath));
  }

  /** Breaks the lock of the only contender, as an operator's command does: see the record of it. */
  void breakOnlyContender(String lockPath, String reason, String by) throws Exception {
    String node = onlyContender(lockPath);
    String name = node.substring(node.lastIndexOf('/') + 1);
    long token = client.checkExists().forPath(node).getCzxid();
    if (client.checkExists().forPath(BREAKS) == null) {
      client.create().orSetData().creatingParentsIfNeeded().forPath(BREAKS, new byte[0]);
    }
    String word = "{\"v\":\"1\",\"reason\":\"%s\",\"by\":\"%s\"}".formatted(reason, by);
    client
        .transaction()
        .forOperations(
            client.transactionOp().delete().forPath(node),
            client
                .transactionOp()
                .create()
                .forPath(
                    "%s/%s-%016x".formatted(BREAKS, name, token),
                    word.getBytes(StandardCharsets.UTF_8)));
  }

  /** Ends the session of the only contender, on the server, as an expiry does. */
  void endSessionOfOnlyContender(String lockPath) throws Exception {
    long session = client.checkExists().forPath(onlyContender(lockPath)).getEphemeralOwner();
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

  private String onlyContender(String lockPath) throws Exception {
    List<String> contenders = contenders(lockPath);
    if (contenders.size() != 1) {
      throw new AssertionError("not one contender: " + contenders);
    }
    return lockPath + "/" + contenders.get(0);
  }

  @Override
  public void close() {
    client.close();
  }
}
