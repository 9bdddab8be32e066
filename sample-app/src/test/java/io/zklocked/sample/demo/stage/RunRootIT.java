package io.zklocked.sample.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunRootIT {

  private static final String PATH = "/zklocked-demo/run";

  private TestingServer server;
  private ZooKeeper client;

  @BeforeEach
  void start() throws Exception {
    server = new TestingServer();
    client = new ZooKeeper(server.getConnectString(), 30_000, event -> {});
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void nodeIsCreatedAndRemovedAndNotCreatedBehindThat() throws Exception {
    RunRoot root = new RunRoot(server.getConnectString(), PATH);
    root.create();
    assertThat(client.exists(PATH, false)).isNotNull();

    root.close();
    assertThatThrownBy(root::create).isInstanceOf(DemoException.class);
    assertThat(client.exists(PATH, false)).isNull();
  }

  @Test
  void chrootThatCannotBeUsedIsSaidSo() throws Exception {
    client.create("/closed", new byte[0], Ids.READ_ACL_UNSAFE, CreateMode.PERSISTENT);

    assertRefused("/absent", "is not there: create it");
    assertRefused("/closed", "does not let anybody create " + PATH);
  }

  private void assertRefused(String chroot, String message) throws Exception {
    String connect = server.getConnectString() + chroot;
    try (RunRoot root = new RunRoot(connect, PATH)) {
      assertThatThrownBy(root::create)
          .isInstanceOf(DemoException.class)
          .hasMessageContaining(connect)
          .hasMessageContaining(message);
    }
  }
}
