package io.zklocked.sample.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;

/** Three ZooKeeper servers in this process, on free ports of the loopback interface. */
final class EmbeddedEnsemble implements AutoCloseable {

  private static final int SERVERS = 3;

  private final TestingCluster cluster;

  private EmbeddedEnsemble(TestingCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts the servers; they may not be ready yet.
   *
   * @param data where they keep their data
   * @param cleanup closes them
   */
  static EmbeddedEnsemble start(Path data, Cleanup cleanup) throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    // Servers that start one after the other would take seconds to hear of each other.
    System.setProperty("zookeeper.fastleader.maxNotificationInterval", "500");
    System.setProperty("zookeeper.cnxTimeout", "1000");
    EmbeddedEnsemble ensemble = cleanup.add(new EmbeddedEnsemble(new TestingCluster(specs(data))));
    ensemble.cluster.start();
    return ensemble;
  }

  String connect() {
    return cluster.getConnectString();
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }

  private static List<InstanceSpec> specs(Path data) throws IOException {
    List<InstanceSpec> specs = new ArrayList<>();
    for (int id = 1; id <= SERVERS; id++) {
      Path directory = Files.createDirectories(data.resolve("zookeeper-" + id));
      specs.add(
          new InstanceSpec(
              directory.toFile(), -1, -1, -1, false, id, 2_000, -1, Map.of(), "127.0.0.1"));
    }
    return specs;
  }
}
