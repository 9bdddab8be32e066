package io.zklocked.sample.demo.stage;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.apache.zookeeper.util.ServiceUtils;

/**
 * Three ZooKeeper servers in this process, on free ports of the loopback interface, numbered from
 * 1. Each can be stopped and started again while the others run. Confined to one thread, but {@link
 * #close}.
 */
public final class EmbeddedEnsemble implements AutoCloseable {

  /** How many servers. */
  public static final int SERVERS = 3;

  private static final int TICK_MILLIS = 2_000;

  /** For clients, the election, and what the servers tell each other. */
  private static final int PORTS_OF_ONE = 3;

  private final List<InstanceSpec> specs;
  private final TestingCluster cluster;

  private EmbeddedEnsemble(List<InstanceSpec> specs) {
    this.specs = specs;
    this.cluster = new TestingCluster(specs);
  }

  /**
   * Starts the servers; they may not be ready yet.
   *
   * @param data where they keep their data
   * @param cleanup closes them
   */
  public static EmbeddedEnsemble start(Path data, Cleanup cleanup) throws Exception {
    return start(data, TICK_MILLIS, cleanup);
  }

  /**
   * Starts servers of another pace; they may not be ready yet.
   *
   * @param data where they keep their data
   * @param tickMillis their tick; sessions last from two to twenty of them
   * @param cleanup closes them
   */
  public static EmbeddedEnsemble start(Path data, int tickMillis, Cleanup cleanup)
      throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    // Servers that start one after the other would take seconds to hear of each other.
    System.setProperty("zookeeper.fastleader.maxNotificationInterval", "500");
    System.setProperty("zookeeper.cnxTimeout", "1000");
    EmbeddedEnsemble ensemble = cleanup.add(new EmbeddedEnsemble(specs(data, tickMillis)));
    ensemble.cluster.start();
    // A server whose port somebody else has taken meanwhile would end this process, which then
    // would
    // wait for that server; the two others are an ensemble without it.
    ServiceUtils.setSystemExitProcedure(ServiceUtils.LOG_ONLY);
    return ensemble;
  }

  /** The addresses of all. */
  public String connect() {
    return cluster.getConnectString();
  }

  /**
   * Stops a server as if it had died: its clients go elsewhere.
   *
   * @param server its number
   */
  public void stop(int server) throws Exception {
    cluster.killServer(specs.get(server - 1));
  }

  /**
   * Starts a server again on what it had written; it may not be ready yet.
   *
   * @param server its number
   */
  public void start(int server) throws Exception {
    cluster.restartServer(specs.get(server - 1));
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }

  private static List<InstanceSpec> specs(Path data, int tickMillis) throws IOException {
    List<InstanceSpec> specs = new ArrayList<>();
    List<Integer> ports = freePorts(PORTS_OF_ONE * SERVERS);
    for (int id = 1; id <= SERVERS; id++) {
      int first = PORTS_OF_ONE * (id - 1);
      Path directory = Files.createDirectories(data.resolve("zookeeper-" + id));
      specs.add(
          new InstanceSpec(
              directory.toFile(),
              ports.get(first),
              ports.get(first + 1),
              ports.get(first + 2),
              false,
              id,
              tickMillis,
              0,
              Map.of(),
              "127.0.0.1"));
    }
    return specs;
  }

  /** Held all at once, so that no two are the same: a server that is given one twice is refused. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int n = 0; n < count; n++) {
        held.add(new ServerSocket(0));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
