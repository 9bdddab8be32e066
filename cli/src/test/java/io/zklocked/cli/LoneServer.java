package io.zklocked.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.ServerCnxn;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A real server in this JVM, which is taken away and ends sessions, and a client that looks. */
public final class LoneServer implements AutoCloseable {

  private static final int TICK_MILLIS = 200;

  private final Path directory;
  private final int port;
  private final CuratorFramework peer;
  private ZooKeeperServer server;
  private ServerCnxnFactory entrance;
  private final AtomicInteger transactionsLeft = new AtomicInteger(-1);

  public LoneServer(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    start(0);
    port = entrance.getLocalPort();
    peer = CuratorFrameworkFactory.newClient(address(), new RetryOneTime(100));
    peer.start();
  }

  private void start(int atPort) throws IOException, InterruptedException {
    server =
        new ZooKeeperServer(directory.toFile(), directory.toFile(), TICK_MILLIS) {
          @Override
          public void enqueueRequest(Request request) {
            if (request.type == ZooDefs.OpCode.multi && transactionsLeft.getAndDecrement() == 0) {
              request.cnxn.close(ServerCnxn.DisconnectReason.UNKNOWN);
            } else {
              super.enqueueRequest(request);
            }
          }
        };
    server.setMinSessionTimeout(2 * TICK_MILLIS);
    server.setMaxSessionTimeout(60_000);
    entrance = new NIOServerCnxnFactory();
    entrance.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 100);
    entrance.startup(server);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Who is in line for a key, by the names of their nodes. */
  public List<String> line(String key) throws Exception {
    try {
      return peer.getChildren().forPath(path(key));
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    }
  }

  /** Does so many transactions more; then hangs up once instead of doing the next. */
  public void hangUpAfter(int transactions) {
    transactionsLeft.set(transactions);
  }

  /** Deletes the only node in a line. */
  public void deleteHolder(String key) throws Exception {
    peer.delete().forPath(path(key) + "/" + line(key).get(0));
  }

  /** Ends the session of the only one in a line. */
  public void endSession(String key) throws Exception {
    String node = path(key) + "/" + line(key).get(0);
    server.closeSession(peer.checkExists().forPath(node).getEphemeralOwner());
  }

  private static String path(String key) {
    return "/zklocked/" + key;
  }

  public void stop() {
    entrance.shutdown();
  }

  public void restart() throws IOException, InterruptedException {
    stop();
    start(port);
  }

  @Override
  public void close() {
    peer.close();
    stop();
  }
}
