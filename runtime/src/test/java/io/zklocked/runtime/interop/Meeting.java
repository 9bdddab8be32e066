package io.zklocked.runtime.interop;

import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.curator.OneServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.KeeperException;

/** One real server, and clients of both libraries on it. Closes all that it gave. */
final class Meeting implements AutoCloseable {

  private static final int DIGITS = 10;

  private final OneServer server;
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private final CuratorFramework eye;

  Meeting(Path directory) throws Exception {
    server = new OneServer(directory);
    closings.push(server::close);
    eye = theirs();
  }

  OneServer server() {
    return server;
  }

  /** A client that belongs to nobody: it looks, and does by hand what a stranger might do. */
  CuratorFramework eye() {
    return eye;
  }

  /** A process of ours: a session of its own. */
  ZkLocks ours() {
    return ours(config -> config);
  }

  ZkLocks ours(UnaryOperator<ZkLocksConfig> change) {
    return ours(server.address(), change);
  }

  ZkLocks ours(String address, UnaryOperator<ZkLocksConfig> change) {
    ZkLocks locks =
        ZkLocks.start(
            change.apply(
                ZkLocksConfig.connect(address)
                    .withSessionTimeout(Duration.ofSeconds(6))
                    .withConnectTimeout(Duration.ofSeconds(20))
                    .withShutdownGrace(Duration.ofSeconds(1))));
    closings.push(locks::close);
    return locks;
  }

  /** A process of theirs: a session of its own. */
  CuratorFramework theirs() {
    return theirs(server.address());
  }

  CuratorFramework theirs(String address) {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            address, 6_000, 5_000, new ExponentialBackoffRetry(100, 5));
    closings.push(client::close);
    client.start();
    return client;
  }

  List<String> children(String path) throws Exception {
    try {
      return eye.getChildren().forPath(path);
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    }
  }

  void awaitChildren(String path, int count) throws Exception {
    Eventually.until(
        count + " nodes in " + path + ", there are " + children(path),
        () -> children(path).size() == count);
  }

  /** The name of the node with the smallest number in a key directory. */
  String head(String path) throws Exception {
    return children(path).stream().min(Comparator.comparing(Meeting::digits)).orElseThrow();
  }

  /** The number of the contender that is first in line. */
  long headNumber(String path) throws Exception {
    return Long.parseLong(digits(head(path)));
  }

  private static String digits(String node) {
    return node.substring(Math.max(0, node.length() - DIGITS));
  }

  /** Ends the session that owns a node, as the server does when it times out. */
  void endOwner(String node) throws Exception {
    server.closeSession(eye.checkExists().forPath(node).getEphemeralOwner());
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }
}
