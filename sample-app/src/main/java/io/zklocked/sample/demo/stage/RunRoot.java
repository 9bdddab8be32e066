package io.zklocked.sample.demo.stage;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/**
 * The node of one run on an ensemble that others use too. All that the run creates lies below it,
 * so that runs do not see each other, and is removed with it. What a launcher that was killed
 * leaves disturbs no other run; servers remove only containers whose children are gone, so that the
 * rest stays until somebody deletes it. Thread-safe.
 */
public final class RunRoot implements AutoCloseable {

  private static final String ALL = "/zklocked-demo";
  private static final int SESSION_MILLIS = 15_000;
  private static final int CONNECT_MILLIS = 5_000;
  private static final int DIGITS = 8;

  private final String connect;
  private final String path;
  private boolean closed;

  /**
   * A run's node, which is not there yet; to be closed whatever becomes of {@link #create}.
   *
   * @param connect the ensemble
   * @param path of the node
   */
  public RunRoot(String connect, String path) {
    this.connect = connect;
    this.path = path;
  }

  /** A path that no other run has. */
  static String freshPath() {
    return ALL + "/" + UUID.randomUUID().toString().substring(0, DIGITS);
  }

  /**
   * Creates the node.
   *
   * @throws DemoException if the ensemble does not let it
   */
  public synchronized void create() throws Exception {
    if (closed) {
      throw new DemoException("the demo is ending");
    }
    try (CuratorFramework client = client(connect)) {
      client
          .create()
          .creatingParentContainersIfNeeded()
          .withMode(CreateMode.CONTAINER)
          .forPath(path);
    } catch (KeeperException.NoNodeException e) {
      throw new DemoException(
          "The node that --connect %s ends with is not there: create it, or leave it out."
              .formatted(connect));
    } catch (KeeperException.NoAuthException e) {
      throw new DemoException(
          ("ZooKeeper at %s does not let anybody create %s: name a node in --connect below which"
                  + " it does, such as host:port/node.")
              .formatted(connect, path));
    }
  }

  /** Removes the node with all that is below. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
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
