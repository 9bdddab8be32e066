package io.zklocked.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Looks at the servers from outside: at their nodes and at what they count. Thread-safe. */
final class Onlooker implements AutoCloseable {

  private static final String ROOT = "/zklocked";
  private static final long POLL_NANOS = 200_000_000L;

  private final CuratorFramework client;
  private final Servers servers;

  Onlooker(Servers servers, Addresses addresses) throws InterruptedException {
    this.servers = servers;
    this.client = Clients.connect(addresses.zooKeeper());
  }

  /** How many nodes there are below our root, directories and contenders. Blocks for the answer. */
  int nodes() throws Exception {
    return nodesBelow(ROOT);
  }

  /** How many nodes there are below a path. Blocks for the answer. */
  int nodesBelow(String path) throws Exception {
    ZooKeeper handle = client.getZookeeperClient().getZooKeeper();
    try {
      return handle.getAllChildrenNumber(path);
    } catch (KeeperException.NoNodeException e) {
      return 0;
    }
  }

  /** Waits until at least so many nodes are below a path. Blocks for at most the time. */
  void awaitAtLeast(int count, String path, Duration patience) throws Exception {
    await(path, patience, count + " or more", nodes -> nodes >= count);
  }

  /** Waits until at most so many nodes are below a path. Blocks for at most the time. */
  void awaitAtMost(int count, String path, Duration patience) throws Exception {
    await(path, patience, count + " or fewer", nodes -> nodes <= count);
  }

  private void await(String path, Duration patience, String wanted, IntPredicate enough)
      throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int nodes = nodesBelow(path); !enough.test(nodes); nodes = nodesBelow(path)) {
      if (System.nanoTime() > deadline) {
        throw new BenchmarkException(
            "there are %d nodes below %s, not %s, after %d s"
                .formatted(nodes, path, wanted, patience.toSeconds()));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Waits until nothing is left below our root; gives what is left after the time. */
  int leftAfter(Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    int left = nodes();
    while (left > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
      left = nodes();
    }
    return left;
  }

  /** How many watches the servers have fired since they started. Blocks for the answers. */
  double notifications() throws IOException {
    return servers.sum("zk_sum_node_deleted_watch_count")
        + servers.sum("zk_sum_node_children_watch_count")
        + servers.sum("zk_sum_node_changed_watch_count")
        + servers.sum("zk_sum_node_created_watch_count");
  }

  @Override
  public void close() {
    client.close();
  }
}
