package io.zklocked.sample.demo.writelog;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * The lock that one writes first: whoever is not the smallest in the directory watches the
 * directory, and looks again whenever anything in it changes. Safe, and dear. Its state changes on
 * ZooKeeper's event thread alone, but for what the caller sets before.
 */
final class NaiveLock implements HerdLock {

  private static final int SESSION_MILLIS = 30_000;
  private static final int CLOSE_SECONDS = 5;

  private final ZooKeeper client;
  private final String directory;
  private final CompletableFuture<String> held = new CompletableFuture<>();
  private volatile String own = "";

  NaiveLock(String connect, String directory) throws IOException {
    this.client = new ZooKeeper(connect, SESSION_MILLIS, event -> {});
    this.directory = directory;
  }

  /** Makes the directory with what is above it. */
  static void prepare(ZooKeeper client, String directory)
      throws KeeperException, InterruptedException {
    try {
      client.create(directory, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER);
    } catch (KeeperException.NodeExistsException e) {
      // as it should be
    } catch (KeeperException.NoNodeException e) {
      int end = directory.lastIndexOf('/');
      if (end == 0) {
        throw e; // the chroot itself is missing
      }
      prepare(client, directory.substring(0, end));
      prepare(client, directory);
    }
  }

  @Override
  public CompletionStage<?> acquire() {
    StringCallback created =
        (code, path, context, name) -> {
          if (code != Code.OK.intValue()) {
            fail(code, path);
          } else {
            own = name.substring(directory.length() + 1);
            look();
          }
        };
    client.create(
        directory + "/lock-",
        new byte[0],
        Ids.OPEN_ACL_UNSAFE,
        CreateMode.EPHEMERAL_SEQUENTIAL,
        created,
        null);
    return held;
  }

  @Override
  public boolean tellsAll() {
    return true;
  }

  @Override
  public void release() {
    client.delete(
        directory + "/" + own,
        -1,
        (code, path, context) -> {
          // whoever waits for it will not come, and says so
        },
        null);
  }

  @Override
  public void close() {
    try {
      client.close(Math.toIntExact(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    client.getChildren(
        directory,
        event -> {
          if (!held.isDone()) {
            look();
          }
        },
        (code, path, context, children) -> {
          if (code != Code.OK.intValue()) {
            fail(code, path);
          } else if (first(children)) {
            held.complete(own);
          }
        },
        null);
  }

  private boolean first(List<String> children) {
    return children.stream().allMatch(child -> own.compareTo(child) <= 0);
  }

  private void fail(int code, String path) {
    held.completeExceptionally(KeeperException.create(Code.get(code), path));
  }
}
