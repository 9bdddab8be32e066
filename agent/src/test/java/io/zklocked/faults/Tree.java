package io.zklocked.faults;

import java.io.Closeable;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.zookeeper.KeeperException;

/** The znodes, as an outsider sees them who uses no link. Thread-safe. */
final class Tree implements Closeable {

  private static final int SESSION_MILLIS = 30_000;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int RETRY_MILLIS = 200;

  private final CuratorFramework client;

  Tree(String connect) {
    client =
        CuratorFrameworkFactory.newClient(
            connect, SESSION_MILLIS, CONNECT_MILLIS, new RetryForever(RETRY_MILLIS));
    client.start();
  }

  CuratorFramework client() {
    return client;
  }

  /** The contenders in a directory, in no order; none if it is not there. */
  List<String> contenders(String directory) throws Exception {
    try {
      client.sync().forPath(directory);
      return client.getChildren().forPath(directory).stream()
          .filter(name -> name.matches(".*(lock-|__READ__|__WRIT__)-?[0-9]+"))
          .toList();
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    }
  }

  void awaitContenders(String directory, int atLeast) throws Exception {
    Eventually.until(
        atLeast + " contenders in " + directory, () -> contenders(directory).size() >= atLeast);
  }

  /** How many keys have a directory. */
  int directories() throws Exception {
    return client.checkExists().forPath("/zklocked").getNumChildren();
  }

  @Override
  public void close() {
    client.close();
  }
}
