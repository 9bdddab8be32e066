package io.zklocked.sample.demo.stage;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;

/**
 * The node of one run on an ensemble that others use too. All that the run creates lies below it,
 * so that runs do not see each other, and is removed with it. Of a launcher that was killed what is
 * left disturbs nobody: the servers remove empty containers.
 */
public final class RunRoot implements AutoCloseable {

  private static final String ALL = "/zklocked-demo";
  private static final int SESSION_MILLIS = 15_000;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int DIGITS = 8;

  private final String connect;
  private final String path;

  private RunRoot(String connect, String path) {
    this.connect = connect;
    this.path = path;
  }

  /** A path that no other run has. */
  static String freshPath() {
    return ALL + "/" + UUID.randomUUID().toString().substring(0, DIGITS);
  }

  /**
   * Creates the node, as long as it stands alone.
   *
   * @param connect the ensemble
   * @param path of the node
   */
  public static RunRoot create(String connect, String path) throws Exception {
    try (CuratorFramework client = client(connect)) {
      client
          .create()
          .creatingParentContainersIfNeeded()
          .withMode(CreateMode.CONTAINER)
          .forPath(path);
    }
    return new RunRoot(connect, path);
  }

  /** Removes the node with all that is below. */
  @Override
  public void close() throws IOException {
    try (CuratorFramework client = client(connect)) {
      if (!client.blockUntilConnected(CONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("no server answers; " + path + " may be left on ZooKeeper");
      }
      client.delete().quietly().deletingChildrenIfNeeded().forPath(path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // Curator's builders throw no less
      throw new IOException(path + " may be left on ZooKeeper", e);
    }
  }

  private static CuratorFramework client(String connect) {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            connect, SESSION_MILLIS, CONNECT_MILLIS, new RetryNTimes(2, 200));
    client.start();
    return client;
  }
}
