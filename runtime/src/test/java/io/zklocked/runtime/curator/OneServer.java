package io.zklocked.runtime.curator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.server.ContainerManager;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.RequestProcessor;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A real server in this JVM that can be stopped and restarted, and close sessions by itself. */
public final class OneServer implements AutoCloseable {

  private static final int TICK_MILLIS = 200;

  private final Path directory;
  private final int port;
  private ZooKeeperServer server;
  private ServerCnxnFactory entrance;

  public OneServer(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    start(0);
    port = entrance.getLocalPort();
  }

  private void start(int atPort) throws IOException, InterruptedException {
    server = new ZooKeeperServer(directory.toFile(), directory.toFile(), TICK_MILLIS);
    server.setMinSessionTimeout(2 * TICK_MILLIS);
    server.setMaxSessionTimeout(60_000);
    entrance = new NIOServerCnxnFactory();
    entrance.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 100);
    entrance.startup(server);
  }

  public int port() {
    return port;
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Closes a session as if its client had asked for it. */
  void closeSession(String id) {
    closeSession(Long.parseUnsignedLong(id.substring(2), 16));
  }

  /** Closes a session as if its client had asked for it. */
  public void closeSession(long id) {
    server.closeSession(id);
  }

  /** Lets the next sequential node of a directory have a number, which must be the greater one. */
  public void numberNext(String directory, int number) throws KeeperException.NoNodeException {
    DataTree tree = server.getZKDatabase().getDataTree();
    tree.setCversionPzxid(directory, number, tree.lastProcessedZxid);
  }

  /** Removes the containers that are empty now, as a server does once a minute by itself. */
  public void reapContainers() throws InterruptedException {
    new ContainerManager(server.getZKDatabase(), new Entrance(server), 1_000, 60_000)
        .checkContainers();
  }

  /** Where the server's own requests go in. */
  private record Entrance(ZooKeeperServer server) implements RequestProcessor {
    @Override
    public void processRequest(Request request) {
      server.submitRequest(request);
    }

    @Override
    public void shutdown() {}
  }

  /** How many nodes there are. */
  public int nodes() {
    return server.getZKDatabase().getNodeCount();
  }

  /** How many nodes, watches and connections there are. */
  public String counts() {
    DataTree tree = server.getZKDatabase().getDataTree();
    return "znodes=%d ephemerals=%d watches=%d connections=%d"
        .formatted(
            tree.getNodeCount(),
            tree.getEphemeralsCount(),
            tree.getWatchCount(),
            entrance.getNumAliveConnections());
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
    stop();
  }
}
