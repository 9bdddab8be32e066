package io.zklocked.sample.demo.twophase;

import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.KeeperException;

/** Looks for nodes that should be gone. */
final class Leftovers {

  private Leftovers() {}

  /**
   * All nodes at and below a path.
   *
   * @param connect the ensemble
   * @param path where to look
   */
  static List<String> below(String connect, String path) throws Exception {
    try (CuratorFramework client =
        CuratorFrameworkFactory.newClient(connect, new RetryNTimes(3, 200))) {
      client.start();
      client.sync().forPath("/");
      List<String> found = new ArrayList<>();
      collect(client, path, found);
      return found;
    }
  }

  private static void collect(CuratorFramework client, String path, List<String> found)
      throws Exception {
    List<String> children;
    try {
      children = client.getChildren().forPath(path);
    } catch (KeeperException.NoNodeException e) {
      return;
    }
    found.add(path);
    for (String child : children) {
      collect(client, path + "/" + child, found);
    }
  }
}
