package io.zklocked.sample.twophase;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of the register. Each request is repeated until the ensemble has answered it, so that
 * one whose answer was lost may be carried out twice: creating says whether the node is there now,
 * not who made it. Every read leaves a watch, and every event raises the signal. Confined to one
 * thread.
 */
final class Tree implements AutoCloseable {

  /** The client looks for null in it, which {@code List.of} refuses. */
  private static final List<ACL> ANYBODY =
      Collections.singletonList(new ACL(ZooDefs.Perms.ALL, new Id("world", "anyone")));

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String connect;
  private final int sessionMillis;
  private final Signal signal;
  private ZooKeeper handle;
  private boolean isFresh = true;

  private Tree(String connect, int sessionMillis, Signal signal) throws IOException {
    this.connect = connect;
    this.sessionMillis = sessionMillis;
    this.signal = signal;
    this.handle = open();
  }

  /**
   * Begins a session.
   *
   * @param connect the ensemble
   * @param sessionMillis how long it waits for a process that is silent
   * @param signal raised by each event
   */
  static Tree open(String connect, int sessionMillis, Signal signal) throws IOException {
    return new Tree(connect, sessionMillis, signal);
  }

  /**
   * A node. Immutable.
   *
   * @param message that it says
   * @param version how often it was written
   * @param createdMillis when it was created, by the clock of the server that led then
   */
  record Node(Message message, int version, long createdMillis) {}

  /** A node, or null if it does not stand; leaves a watch either way. */
  @Nullable Node read(String path) throws KeeperException, InterruptedException, IOException {
    return ask(zk -> {
          Stat stat = new Stat();
          try {
            byte[] data = zk.getData(path, true, stat);
            return Optional.of(new Node(Message.read(data), stat.getVersion(), stat.getCtime()));
          } catch (KeeperException.NoNodeException e) {
            return Optional.<Node>empty();
          }
        })
        .orElse(null);
  }

  /** A node that may come to stand; null until then, and it is watched for. */
  @Nullable Node expect(String path) throws KeeperException, InterruptedException, IOException {
    boolean isThere = ask(zk -> zk.exists(path, true) != null);
    return isThere ? read(path) : null;
  }

  /** The names below a node; empty if it does not stand. */
  List<String> children(String path) throws KeeperException, InterruptedException, IOException {
    return ask(
        zk -> {
          try {
            return zk.getChildren(path, true);
          } catch (KeeperException.NoNodeException e) {
            return List.of();
          }
        });
  }

  /**
   * Creates a node unless it stands.
   *
   * @return false if what is above it does not stand
   */
  boolean create(String path, Message message)
      throws KeeperException, InterruptedException, IOException {
    return ask(
        zk -> {
          try {
            zk.create(path, message.bytes(), ANYBODY, CreateMode.PERSISTENT);
            return true;
          } catch (KeeperException.NodeExistsException e) {
            return true;
          } catch (KeeperException.NoNodeException e) {
            return false;
          }
        });
  }

  /** Creates a node, and what is missing above it, unless it stands. */
  void createWithParents(String path, Message message)
      throws KeeperException, InterruptedException, IOException {
    if (!create(path, message)) {
      createWithParents(path.substring(0, path.lastIndexOf('/')), message);
      create(path, message);
    }
  }

  /** Writes a node if it has this version; tells whether it had. */
  boolean write(String path, Message message, int version)
      throws KeeperException, InterruptedException, IOException {
    return ask(
        zk -> {
          try {
            zk.setData(path, message.bytes(), version);
            return true;
          } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
            return false;
          }
        });
  }

  /** Does all or nothing; tells whether it was done. */
  boolean all(List<Op> operations) throws KeeperException, InterruptedException, IOException {
    return ask(
        zk -> {
          try {
            zk.multi(operations);
            return true;
          } catch (KeeperException.BadVersionException
              | KeeperException.NodeExistsException
              | KeeperException.NoNodeException
              | KeeperException.NotEmptyException e) {
            return false;
          }
        });
  }

  static Op creation(String path, Message message) {
    return Op.create(path, message.bytes(), ANYBODY, CreateMode.PERSISTENT);
  }

  @Override
  public void close() {
    try {
      handle.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T ask(Request<T> request) throws KeeperException, InterruptedException, IOException {
    while (true) {
      try {
        if (isFresh) {
          // A server that lags behind would show the past to a session that begins there.
          sync(handle);
          isFresh = false;
        }
        return request.of(handle);
      } catch (KeeperException.ConnectionLossException e) {
        TimeUnit.NANOSECONDS.sleep(PAUSE_NANOS); // the client connects meanwhile
      } catch (KeeperException.SessionExpiredException e) {
        handle.close();
        handle = open();
        isFresh = true;
        signal.raise(); // the watches are gone with the session
      }
    }
  }

  private static void sync(ZooKeeper handle) throws KeeperException {
    CompletableFuture<Integer> done = new CompletableFuture<>();
    handle.sync("/", (code, path, context) -> done.complete(code), null);
    KeeperException.Code code = KeeperException.Code.get(done.join());
    if (code != KeeperException.Code.OK) {
      throw KeeperException.create(code, "/");
    }
  }

  private ZooKeeper open() throws IOException {
    return new ZooKeeper(connect, sessionMillis, event -> signal.raise());
  }

  @FunctionalInterface
  private interface Request<T> {
    T of(ZooKeeper handle) throws KeeperException, InterruptedException;
  }
}
