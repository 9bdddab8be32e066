package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.ensemble.fixed.FixedEnsembleProvider;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The list of servers changes while the connection is away: Curator then closes a handle whose
 * session lives. Ours never changes its list; with another provider it has to be told in time.
 */
@Timeout(60)
class NewServersIT {

  private static final int SESSION_MILLIS = 10_000;

  @Test
  void theSessionIsOverForTheEngineBeforeItsNodesGo() throws Exception {
    List<String> left = new ArrayList<>();
    try (TestingServer server = new TestingServer();
        Link before = new Link(server.getPort());
        Link after = new Link(server.getPort());
        CuratorFramework somebody = client(server.getConnectString())) {
      HeardEvents events = events(somebody, left);
      Servers address = new Servers(before.address());
      HandleFactory factory =
          new HandleFactory(origin(address, events), new Identity(Security.NONE));
      FixedEnsembleProvider list = new FixedEnsembleProvider(before.address(), false);
      try (CuratorFramework framework = framework(list, factory)) {
        framework.start();
        Session first = events.nextConnected();
        lock(framework);
        list.setConnectionString(after.address());
        before.cut();

        assertThat(events.next("disconnected").session()).isSameAs(first);
        assertThat(events.next("ended").session()).isSameAs(first);
        assertThat(left).hasSize(1);
        assertThat(events.nextConnected()).isNotSameAs(first);
      }
    }
  }

  private static HeardEvents events(CuratorFramework somebody, List<String> left) {
    return new HeardEvents() {
      @Override
      public void ended(Session session) {
        try {
          left.addAll(somebody.getChildren().forPath("/k"));
        } catch (Exception e) {
          throw new AssertionError(e);
        }
        super.ended(session);
      }
    };
  }

  private static SessionOrigin origin(Servers address, HeardEvents events) {
    Mailbox mailbox = new Mailbox(task -> new Thread(task).start());
    return new SessionOrigin(
        address, mailbox, events, new GrantedRights(List.of(Right.WORLD)), path -> false, () -> {});
  }

  private static CuratorFramework framework(FixedEnsembleProvider list, HandleFactory factory) {
    return CuratorFrameworkFactory.builder()
        .ensembleProvider(list)
        .ensembleTracker(false)
        .sessionTimeoutMs(SESSION_MILLIS)
        .connectionTimeoutMs(SESSION_MILLIS)
        .retryPolicy(new RetryOneTime(1_000))
        .zookeeperFactory(factory)
        .build();
  }

  private static CuratorFramework client(String connect) {
    CuratorFramework client = CuratorFrameworkFactory.newClient(connect, new RetryOneTime(1_000));
    client.start();
    return client;
  }

  private static void lock(CuratorFramework framework) throws Exception {
    framework
        .create()
        .creatingParentsIfNeeded()
        .withMode(org.apache.zookeeper.CreateMode.EPHEMERAL_SEQUENTIAL)
        .forPath("/k/_c_0-lock-");
  }
}
