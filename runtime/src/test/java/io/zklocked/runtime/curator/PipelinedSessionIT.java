package io.zklocked.runtime.curator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests on a session that stands. */
class PipelinedSessionIT {

  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private TestingServer server;
  private CuratorFramework somebody;
  private CuratorEnsemble ensemble;
  private HeardEvents events;
  private Session session;

  @BeforeEach
  void connect() throws Exception {
    server = new TestingServer();
    somebody =
        CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(1_000));
    somebody.start();
    events = new HeardEvents();
    ensemble = new CuratorEnsemble(new Servers(server.getConnectString()), SESSION, CONNECT);
    ensemble.start(events);
    session = events.nextConnected();
  }

  @AfterEach
  void disconnect() throws Exception {
    ensemble.close();
    somebody.close();
    server.close();
  }

  @Test
  void theSessionKnowsWhatTheServersGranted() {
    assertThat(Duration.ofNanos(session.timeoutNanos())).isEqualTo(SESSION);
    assertThat(session.id()).startsWith("0x1");
  }

  @Test
  void aListingSentBehindACreateShowsTheOwnNode() throws Exception {
    makeDirectory("/k");
    for (int i = 0; i < 50; i++) {
      Answer<Created> created = new Answer<>();
      Answer<List<String>> listed = new Answer<>();
      session.createContender("/k/_c_u" + i + "-lock-", "me".getBytes(UTF_8), created);
      session.list("/k", false, listed);
      assertThat(listed.value()).contains(created.value().path().substring("/k/".length()));
    }
  }

  @Test
  void aCreatedNodeIsEphemeralNumberedAndKnownByItsTransaction() throws Exception {
    makeDirectory("/k");
    Created first = createContender("/k/_c_a-lock-");
    Created second = createContender("/k/_c_b-lock-");

    var stat = somebody.checkExists().forPath(first.path());
    assertThat(first.path()).isEqualTo("/k/_c_a-lock-0000000000");
    assertThat(first.czxid()).isEqualTo(stat.getCzxid()).isLessThan(second.czxid());
    assertThat("0x" + Long.toHexString(stat.getEphemeralOwner())).isEqualTo(session.id());
  }

  @Test
  void answersComeInTheOrderOfTheRequests() throws Exception {
    makeDirectory("/k");
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 300; i++) {
      int number = i;
      switch (i % 3) {
        case 0 -> session.createContender("/k/n-", new byte[0], (c, v) -> order.add(number));
        case 1 -> session.list("/k", false, (c, v) -> order.add(number));
        default -> session.read("/nowhere", false, (c, v) -> order.add(number));
      }
    }
    Answer<Void> last = new Answer<>();
    session.sync("/k", last);

    assertThat(last.code()).isEqualTo(Code.OK);
    assertThat(order).hasSize(300).isSorted();
  }

  @Test
  void eachCodeSaysWhatIsThere() throws Exception {
    Answer<Created> orphan = new Answer<>();
    session.createContender("/missing/n-", new byte[0], orphan);
    Answer<Void> deepDirectory = new Answer<>();
    session.createDirectory("/missing/deep", deepDirectory);
    Answer<Node> read = new Answer<>();
    session.read("/missing", true, read);
    Answer<Void> deleted = new Answer<>();
    session.delete("/missing", deleted);
    assertThat(orphan.code()).isEqualTo(Code.NO_NODE);
    assertThat(deepDirectory.code()).isEqualTo(Code.NO_NODE);
    assertThat(read.code()).isEqualTo(Code.NO_NODE);
    assertThat(deleted.code()).isEqualTo(Code.NO_NODE);

    makeDirectory("/there");
    Answer<Void> again = new Answer<>();
    session.createDirectory("/there", again);
    assertThat(again.code()).isEqualTo(Code.NODE_EXISTS);
  }

  @Test
  void aPathThatTheClientRefusesIsAnsweredAndNotThrown() throws Exception {
    Answer<Node> read = new Answer<>();
    session.read("no-slash", false, read);

    assertThat(read.code()).isEqualTo(Code.REFUSED);
    assertThat(read.cameOnAskersThread()).isFalse();
  }

  @Test
  void aNodeCanBeReadWithItsDataAndTransaction() throws Exception {
    makeDirectory("/k");
    Created created = createContender("/k/n-");
    Answer<Node> read = new Answer<>();
    session.read(created.path(), false, read);

    assertThat(read.value().data()).asString(UTF_8).isEqualTo("me");
    assertThat(read.value().czxid()).isEqualTo(created.czxid());
  }

  @Test
  void aWatchFiresOnceHoweverOftenTheNodeWasRead() throws Exception {
    makeDirectory("/k");
    Created created = createContender("/k/n-");
    for (int i = 0; i < 5; i++) {
      read(created.path(), true);
    }
    somebody.delete().forPath(created.path());

    assertThat(events.next("changed").text()).isEqualTo(created.path());
    Answer<Void> behind = new Answer<>();
    session.sync("/k", behind);
    assertThat(behind.code()).isEqualTo(Code.OK);
    assertThat(events.rest()).isEmpty();
  }

  @Test
  void anUntouchedDirectoryIsDeleted() throws Exception {
    makeDirectory("/k");
    assertThat(deleteUntouched("/k")).isEqualTo(Code.OK);
    assertThat(deleteUntouched("/k")).isEqualTo(Code.NO_NODE);
  }

  @Test
  void aDirectoryWithChildrenOrDataStays() throws Exception {
    makeDirectory("/full");
    createContender("/full/n-");
    makeDirectory("/written");
    somebody.setData().forPath("/written", new byte[0]);
    somebody.create().withMode(CreateMode.PERSISTENT).forPath("/made-with-data", new byte[] {1});

    assertThat(deleteUntouched("/full")).isEqualTo(Code.NOT_EMPTY);
    assertThat(deleteUntouched("/written")).isEqualTo(Code.BAD_VERSION);
    assertThat(deleteUntouched("/made-with-data")).isEqualTo(Code.BAD_VERSION);
  }

  @Test
  void missingRightsAreToldFromOtherRefusals() throws Exception {
    makeDirectory("/mine");
    somebody.setACL().withACL(org.apache.zookeeper.ZooDefs.Ids.READ_ACL_UNSAFE).forPath("/mine");
    Answer<Created> forbidden = new Answer<>();
    session.createContender("/mine/n-", new byte[0], forbidden);
    assertThat(forbidden.code()).isEqualTo(Code.NO_RIGHTS);

    somebody.create().withMode(CreateMode.EPHEMERAL).forPath("/childless");
    Answer<Created> refused = new Answer<>();
    session.createContender("/childless/n-", new byte[0], refused);
    assertThat(refused.code()).isEqualTo(Code.REFUSED);
  }

  private void makeDirectory(String path) throws Exception {
    Answer<Void> made = new Answer<>();
    session.createDirectory(path, made);
    assertThat(made.code()).isEqualTo(Code.OK);
  }

  private Created createContender(String prefix) throws Exception {
    Answer<Created> created = new Answer<>();
    session.createContender(prefix, "me".getBytes(UTF_8), created);
    return created.value();
  }

  private void read(String path, boolean watch) throws Exception {
    Answer<Node> read = new Answer<>();
    session.read(path, watch, read);
    assertThat(read.code()).isEqualTo(Code.OK);
  }

  private Code deleteUntouched(String path) throws Exception {
    Answer<Void> deleted = new Answer<>();
    session.deleteUntouched(path, deleted);
    return deleted.code();
  }
}
