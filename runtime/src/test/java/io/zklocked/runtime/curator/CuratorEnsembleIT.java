package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that come and go. */
class CuratorEnsembleIT {

  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HeardEvents events = new HeardEvents();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestingServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = opened(new TestingServer());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  void aSessionOutlivesARestartOfItsServer() throws Exception {
    start(server.getConnectString());
    Session session = events.nextConnected();
    server.stop();
    assertThat(events.next("disconnected").session()).isSameAs(session);
    server.restart();

    assertThat(events.nextConnected()).isSameAs(session);
    makeDirectory(session, "/k");
  }

  @Test
  void aSessionThatTheServersClosedIsReplacedUnasked(@TempDir Path directory) throws Exception {
    OneServer own = opened(new OneServer(directory));
    start(own.address());
    Session first = events.nextConnected();
    own.closeSession(first.id());

    assertThat(events.next("disconnected").session()).isSameAs(first);
    assertThat(events.next("ended").session()).isSameAs(first);
    Session second = events.nextConnected();
    assertThat(second.id()).isNotEqualTo(first.id());
    makeDirectory(second, "/k");
    assertAnsweredAsEnded(first);
  }

  @Test
  void aSessionWithoutServersExpiresAndTheNextComesWithThem(@TempDir Path directory)
      throws Exception {
    OneServer own = opened(new OneServer(directory));
    Link link = opened(new Link(own.port()));
    start(link.address(), Duration.ofSeconds(1));
    Session first = events.nextConnected();
    link.stallAnswers();
    events.next("disconnected");
    assertThat(events.next("ended").session()).isSameAs(first);
    link.letAnswersPass();

    assertThat(events.nextConnected().id()).isNotEqualTo(first.id());
  }

  @Test
  void aSessionMovesToAnotherServerWithItsNodes() throws Exception {
    TestingCluster cluster = opened(new TestingCluster(3));
    cluster.start();
    List<Link> links = new ArrayList<>();
    for (InstanceSpec spec : cluster.getInstances()) {
      links.add(opened(new Link(spec.getPort())));
    }
    start(String.join(",", links.stream().map(Link::address).toList()));
    Session session = events.nextConnected();
    makeDirectory(session, "/k");
    String path = createMany(session, 1).get(0).value().path();
    for (Link link : links) {
      if (link.isInUse()) {
        link.close();
      }
    }

    assertThat(events.next("disconnected").session()).isSameAs(session);
    assertThat(events.nextConnected()).isSameAs(session);
    Answer<Node> read = new Answer<>();
    session.read(path, false, read);
    assertThat(read.code()).isEqualTo(Code.OK);
  }

  @Test
  void aServerMayComeUpAfterTheClient() throws Exception {
    server.stop();
    start(server.getConnectString());
    server.restart();

    makeDirectory(events.nextConnected(), "/k");
  }

  @Test
  void unansweredRequestsAreDoubtfulOnceTheConnectionBreaks() throws Exception {
    Link link = opened(new Link(server.getPort()));
    start(link.address());
    Session session = events.nextConnected();
    makeDirectory(session, "/k");
    link.stallAnswers();
    List<Answer<Created>> pending = createMany(session, 200);
    link.cut();
    link.letAnswersPass();

    for (Answer<Created> answer : pending) {
      assertThat(answer.code()).isEqualTo(Code.DOUBTFUL);
    }
    events.next("disconnected");
    assertThat(events.nextConnected()).isSameAs(session);
    makeDirectory(session, "/behind-them");
    assertThat(pending).allMatch(answer -> answer.times() == 1);
  }

  @Test
  void unansweredRequestsAreEndedByCloseThoughTheServersAreSilent() throws Exception {
    Link link = opened(new Link(server.getPort()));
    CuratorEnsemble ensemble =
        new CuratorEnsemble(new Servers(link.address()), SESSION, Duration.ofSeconds(1));
    ensemble.start(events);
    Session session = events.nextConnected();
    makeDirectory(session, "/k");
    link.stallAnswers();
    List<Answer<Created>> pending = createMany(session, 200);
    long start = System.nanoTime();
    ensemble.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    events.next("ended");
    for (Answer<Created> answer : pending) {
      assertThat(answer.code()).isEqualTo(Code.SESSION_ENDED);
    }
    assertAnsweredAsEnded(session);
    assertThat(pending).allMatch(answer -> answer.times() == 1);
    Threads.awaitNone("zklocked-");
  }

  @Test
  void closeDoesNotWaitForServersThatAreNotThere() throws Exception {
    server.stop();
    CuratorEnsemble ensemble = ensemble(server.getConnectString(), SESSION);
    ensemble.start(events);
    long start = System.nanoTime();
    ensemble.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    Threads.awaitNone("zklocked-");
    assertThat(events.rest()).isEmpty();
  }

  @Test
  void closeFreesTheNodesAtOnceAndLeavesNoThread() throws Exception {
    CuratorFramework somebody = somebody();
    CuratorEnsemble ensemble = ensemble(server.getConnectString(), SESSION);
    ensemble.start(events);
    Session session = events.nextConnected();
    makeDirectory(session, "/k");
    createMany(session, 1).get(0).value();
    ensemble.close();

    assertThat(events.next("ended").session()).isSameAs(session);
    assertThat(somebody.getChildren().forPath("/k")).isEmpty();
    assertAnsweredAsEnded(session);
    Threads.awaitNone("zklocked-");
  }

  @Test
  void theEndIsToldBeforeALiveHandleCloses() throws Exception {
    CuratorFramework somebody = somebody();
    Mailbox mailbox = new Mailbox(task -> new Thread(task).start());
    List<String> left = new ArrayList<>();
    var whenEnded =
        new HeardEvents() {
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
    var address = new Servers(server.getConnectString());
    var origin =
        new SessionOrigin(
            address,
            mailbox,
            whenEnded,
            new GrantedRights(List.of(Right.WORLD)),
            path -> false,
            () -> {});
    ZooKeeper handle =
        new HandleFactory(origin, new Identity(Security.NONE))
            .newZooKeeper(address.text(), 10_000, event -> {}, false);
    Session session = whenEnded.nextConnected();
    makeDirectory(session, "/k");
    createMany(session, 1).get(0).value();
    handle.close();

    whenEnded.next("ended");
    assertThat(left).hasSize(1);
    assertThat(somebody.getChildren().forPath("/k")).isEmpty();
  }

  @Test
  void aWatchSurvivesAReconnectionAndTellsWhatWasMissed() throws Exception {
    CuratorFramework somebody = somebody();
    somebody.create().forPath("/later");
    somebody.create().forPath("/meanwhile");
    Link link = opened(new Link(server.getPort()));
    start(link.address());
    Session session = events.nextConnected();
    watch(session, "/later");
    watch(session, "/meanwhile");
    link.stallAnswers();
    somebody.delete().forPath("/meanwhile");
    link.cut();
    link.letAnswersPass();

    events.next("disconnected");
    assertThat(events.nextConnected()).isSameAs(session);
    assertThat(events.next("changed").text()).isEqualTo("/meanwhile");
    somebody.delete().forPath("/later");
    assertThat(events.next("changed").text()).isEqualTo("/later");
  }

  @Test
  void pathsAreBelowTheChroot() throws Exception {
    CuratorFramework somebody = somebody();
    somebody.create().forPath("/app");
    start(server.getConnectString() + "/app");
    Session session = events.nextConnected();
    makeDirectory(session, "/k");
    Created created = createMany(session, 1).get(0).value();
    watch(session, created.path());
    somebody.delete().forPath("/app" + created.path());

    assertThat(created.path()).isEqualTo("/k/n-0000000000");
    assertThat(events.next("changed").text()).isEqualTo(created.path());
  }

  @Test
  void aMissingChrootLeavesATopDirectoryWithoutParent() throws Exception {
    start(server.getConnectString() + "/nowhere");
    Session session = events.nextConnected();
    Answer<Void> made = new Answer<>();
    session.createDirectory("/zklocked", made);

    assertThat(made.code()).isEqualTo(Code.NO_NODE);
  }

  @Test
  void serversThatWantAuthenticationAreNamed(@TempDir Path directory) throws Exception {
    System.setProperty("zookeeper.enforce.auth.enabled", "true");
    System.setProperty("zookeeper.enforce.auth.schemes", "digest");
    try {
      OneServer strict = opened(new OneServer(directory));
      start(strict.address());
      Session session = events.nextConnected();
      Answer<List<String>> listed = new Answer<>();
      session.list("/", false, listed);

      assertThat(listed.code()).isEqualTo(Code.SESSION_ENDED);
      assertThat(events.next("ended").session()).isSameAs(session);
      assertThat(events.next("failed").text()).contains("authenticate");
      assertThat(events.nextConnected().id()).isNotEqualTo(session.id());
    } finally {
      System.clearProperty("zookeeper.enforce.auth.enabled");
      System.clearProperty("zookeeper.enforce.auth.schemes");
    }
  }

  @Test
  void anUnknownHostIsNamed() throws Exception {
    start("zk-that-is-not.invalid:2181");

    assertThat(events.next("failed").text()).contains("zk-that-is-not.invalid").contains("Check");
  }

  @Test
  void nothingIsInheritedFromTheThreadThatStarts() throws Exception {
    ClassLoader foreign = new ClassLoader(null) {};
    CuratorEnsemble ensemble = opened(ensemble(server.getConnectString(), SESSION));
    Thread starter = new Thread(() -> ensemble.start(events));
    starter.setContextClassLoader(foreign);
    starter.start();
    events.nextConnected();

    List<Thread> threads = Threads.named("zklocked-");
    assertThat(threads).hasSizeGreaterThan(3).allMatch(Thread::isDaemon);
    assertThat(threads).noneMatch(thread -> thread.getContextClassLoader() == foreign);
  }

  private void start(String connect) {
    start(connect, SESSION);
  }

  private void start(String connect, Duration sessionTimeout) {
    opened(ensemble(connect, sessionTimeout)).start(events);
  }

  private static CuratorEnsemble ensemble(String connect, Duration sessionTimeout) {
    return new CuratorEnsemble(new Servers(connect), sessionTimeout, CONNECT);
  }

  private CuratorFramework somebody() {
    CuratorFramework client =
        opened(
            CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(1_000)));
    client.start();
    return client;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }

  private static void makeDirectory(Session session, String path) throws Exception {
    Answer<Void> made = new Answer<>();
    session.createDirectory(path, made);
    assertThat(made.code()).isEqualTo(Code.OK);
  }

  private static List<Answer<Created>> createMany(Session session, int count) {
    List<Answer<Created>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Answer<Created> answer = new Answer<>();
      answers.add(answer);
      session.createContender("/k/n-", new byte[0], answer);
    }
    return answers;
  }

  private static void watch(Session session, String path) throws Exception {
    Answer<Node> read = new Answer<>();
    session.read(path, true, read);
    assertThat(read.code()).isEqualTo(Code.OK);
  }

  private static void assertAnsweredAsEnded(Session session) throws Exception {
    Answer<List<String>> listed = new Answer<>();
    session.list("/", false, listed);
    assertThat(listed.code()).isEqualTo(Code.SESSION_ENDED);
    assertThat(listed.cameOnAskersThread()).isFalse();
    Answer<Void> untouched = new Answer<>();
    session.deleteUntouched("/k", untouched);
    assertThat(untouched.code()).isEqualTo(Code.SESSION_ENDED);
  }
}
