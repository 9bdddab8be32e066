package io.zklocked.runtime.curator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A real server in this JVM whose sessions can be closed from its own side. */
final class OneServer implements AutoCloseable {

  private static final int TICK_MILLIS = 200;

  private final ZooKeeperServer server;
  private final ServerCnxnFactory entrance;

  OneServer(Path directory) throws IOException, InterruptedException {
    server = new ZooKeeperServer(directory.toFile(), directory.toFile(), TICK_MILLIS);
    server.setMinSessionTimeout(2 * TICK_MILLIS);
    server.setMaxSessionTimeout(60_000);
    entrance = new NIOServerCnxnFactory();
    entrance.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    entrance.startup(server);
  }

  int port() {
    return entrance.getLocalPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  /** Closes a session as if its client had asked for it. */
  void closeSession(String id) {
    server.closeSession(Long.parseUnsignedLong(id.substring(2), 16));
  }

  @Override
  public void close() {
    entrance.shutdown();
  }
}
