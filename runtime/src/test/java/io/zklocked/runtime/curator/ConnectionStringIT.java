package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.interop.Eventually;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.ensemble.fixed.FixedEnsembleProvider;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Curator closes a handle whose session lives when it finds another list of servers after a blip.
 * Somebody else gets our locks at that moment: the engine has to know before.
 */
@Timeout(60)
class ConnectionStringIT {

  private static final int SESSION_MILLIS = 20_000;

  @Test
  void theEndIsToldBeforeCuratorClosesALiveHandle() throws Exception {
    try (TestingServer server = new TestingServer();
        Link link = new Link(server.getPort());
        CuratorFramework rival =
            CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(500))) {
      rival.start();
      var events = new NodesSeenAtTheEnd(rival);
      var servers = new FixedEnsembleProvider(link.address(), false);
      var factory = factory(link.address(), events);
      try (CuratorFramework curator =
          CuratorFrameworkFactory.builder()
              .ensembleProvider(servers)
              .ensembleTracker(false)
              .zookeeperFactory(factory)
              .sessionTimeoutMs(SESSION_MILLIS)
              .retryPolicy(new RetryOneTime(500))
              .build()) {
        curator.start();
        Session first = events.nextConnected();
        createContender(first);
        servers.setConnectionString(server.getConnectString());
        link.cut();

        assertThat(events.next("disconnected").session()).isSameAs(first);
        assertThat(events.next("ended").session()).isSameAs(first);
        assertThat(events.seen).as("our nodes when the engine was told").hasSize(1);
        Session second = events.nextConnected();
        assertThat(second.id()).isNotEqualTo(first.id());
        Eventually.until("closed", () -> rival.getChildren().forPath("/k").isEmpty());
      }
    }
  }

  private static HandleFactory factory(String address, HeardEvents events) {
    var origin =
        new SessionOrigin(
            new Servers(address),
            new Mailbox(task -> new Thread(task).start()),
            events,
            new GrantedRights(List.of(Right.WORLD)),
            path -> false,
            () -> {});
    return new HandleFactory(origin, new Identity(Security.NONE));
  }

  private static void createContender(Session session) throws Exception {
    Answer<Void> made = new Answer<>();
    session.createDirectory("/k", made);
    made.code();
    Answer<Created> created = new Answer<>();
    session.createContender("/k/n-", new byte[0], created);
    assertThat(created.value().path()).isEqualTo("/k/n-0000000000");
  }

  /** Asks the servers, when the end is told, which of our nodes are there still. */
  private static final class NodesSeenAtTheEnd extends HeardEvents {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CuratorFramework rival;

    NodesSeenAtTheEnd(CuratorFramework rival) {
      this.rival = rival;
    }

    @Override
    public void ended(Session session) {
      try {
        seen.addAll(rival.getChildren().forPath("/k"));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      super.ended(session);
    }
  }
}
