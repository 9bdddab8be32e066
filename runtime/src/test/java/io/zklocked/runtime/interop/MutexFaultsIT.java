package io.zklocked.runtime.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockInterruptedException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.curator.Link;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions, servers and nodes that go while somebody holds or waits: what Curator tries on its own
 * mutex, tried on ours.
 */
@Timeout(60)
class MutexFaultsIT {

  private static final String CASE = "fault case";
  private static final String PATH = "/services/nightly";

  @TempDir private Path directory;
  private Meeting meeting;

  @BeforeEach
  void meet() throws Exception {
    meeting = new Meeting(directory);
  }

  @AfterEach
  void part() {
    meeting.close();
  }

  @Test
  void serverGoesAndComesBackWhileOneHoldsAndOneWaits() throws Exception {
    ZkLocks holder = meeting.ours();
    ZkLocks rival = meeting.ours();
    Hold hold = holder.acquire(PATH);
    Task<LockState> waiter = waiter(rival);
    meeting.awaitChildren(PATH, 2);
    List<String> line = meeting.children(PATH);
    meeting.server().stop();
    Eventually.until("clients hear of it", () -> !meeting.eye().getZookeeperClient().isConnected());
    meeting.server().restart();
    holder.acquire("/services/other").close();
    rival.acquire("/services/other").close();
    Eventually.until("the hold is proven", () -> hold.state() == LockState.VALID);
    assertThat(waiter.isDone()).isFalse();
    assertThat(meeting.children(PATH)).as("no new node, none lost").hasSameElementsAs(line);
    hold.close();
    assertThat(waiter.get()).isEqualTo(LockState.VALID);
    Table.line(
        CASE,
        "server killed while one holds and one waits, back within the session",
        "hold VALID, same nodes; the waiter is granted after the close");
  }

  @Test
  void sessionsAreGoneWhenTheServerComesBack() throws Exception {
    ZkLocks holder = meeting.ours();
    ZkLocks rival = meeting.ours();
    Hold hold = holder.acquire(PATH);
    String held = PATH + "/" + meeting.head(PATH);
    Task<LockState> waiter = waiter(rival);
    meeting.awaitChildren(PATH, 2);
    String waits = PATH + "/" + other(meeting.head(PATH));
    long holding = meeting.eye().checkExists().forPath(held).getEphemeralOwner();
    long waiting = meeting.eye().checkExists().forPath(waits).getEphemeralOwner();
    meeting.server().stop();
    meeting.server().restart();
    meeting.server().closeSession(waiting);
    meeting.server().closeSession(holding);
    assertThat(waiter.get()).isEqualTo(LockState.VALID);
    Eventually.until("the hold is lost", () -> hold.state() == LockState.LOST);
    assertThatThrownBy(hold::close).isInstanceOf(LockLostException.class);
    Table.line(
        CASE,
        "server killed, both sessions over when it is back",
        "holder is told LOST; the waiter waits on in a new session and is granted");
  }

  private String other(String head) throws Exception {
    return meeting.children(PATH).stream()
        .filter(child -> !child.equals(head))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void killedSessionOfTheHolderLetsARivalIn() throws Exception {
    ZkLocks holder = meeting.ours();
    Hold hold = holder.acquire(PATH);
    Task<LockState> rival = waiter(meeting.ours());
    meeting.awaitChildren(PATH, 2);
    Task<LockState> sibling = waiter(holder);
    meeting.endOwner(PATH + "/" + meeting.head(PATH));
    assertThat(rival.get()).isEqualTo(LockState.VALID);
    Eventually.until("the hold is lost", () -> hold.state() == LockState.LOST);
    assertThatThrownBy(hold::ensureValid).isInstanceOf(LockLostException.class);
    assertThat(sibling.isDone()).as("nobody of this process beside its lost body").isFalse();
    assertThatThrownBy(hold::close)
        .isInstanceOfSatisfying(
            LockLostException.class,
            e -> assertThat(e.reason()).isEqualTo(LockLostException.Reason.SESSION_EXPIRED));
    assertThat(sibling.get()).isEqualTo(LockState.VALID);
    Table.line(
        CASE,
        "session of the holder killed",
        "rival granted, body told; a waiter of the same process only after that body has left");
  }

  @Test
  void killedSessionOfTheWaiterIsReplaced() throws Exception {
    Hold hold = meeting.ours().acquire(PATH);
    Task<LockState> waiter = waiter(meeting.ours());
    meeting.awaitChildren(PATH, 2);
    meeting.endOwner(PATH + "/" + other(meeting.head(PATH)));
    Eventually.until(
        "the waiter stands in line again",
        () -> meeting.children(PATH).size() == 2 && lastNumber() > 1);
    assertThat(hold.state()).isEqualTo(LockState.VALID);
    hold.close();
    assertThat(waiter.get()).isEqualTo(LockState.VALID);
    Table.line(CASE, "session of the waiter killed", "in line again in a new session, granted");
  }

  private long lastNumber() throws Exception {
    String last = other(meeting.head(PATH));
    return Long.parseLong(last.substring(last.length() - 10));
  }

  @Test
  void deletedNodeOfAWaiterIsReplacedThreeTimes() throws Exception {
    Hold hold = meeting.ours().acquire(PATH);
    String held = meeting.head(PATH);
    Task<LockState> waiter =
        waiter(meeting.ours(config -> config.withSessionTimeout(Duration.ofSeconds(2))));
    for (int i = 0; i < 4; i++) {
      meeting.awaitChildren(PATH, 2);
      meeting.eye().delete().forPath(PATH + "/" + other(held));
      hold.ensureValid();
    }
    assertThatThrownBy(waiter::get)
        .hasCauseInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("deletes its node");
    assertThat(meeting.children(PATH)).containsExactly(held);
    hold.close();
    meeting.awaitChildren(PATH, 0);
    Table.line(
        CASE,
        "node of a waiter deleted again and again",
        "three new ones, then told; no node left");
  }

  @Test
  void interruptedWaiterLeavesAtOnce() throws Exception {
    ZkLocks rival = meeting.ours();
    try (Hold hold = meeting.ours().acquire(PATH)) {
      CountDownLatch asked = new CountDownLatch(1);
      Task<Boolean> waiter =
          Task.start(
              "interrupted",
              () -> {
                asked.countDown();
                assertThatThrownBy(() -> rival.acquire(PATH).close())
                    .isInstanceOf(LockInterruptedException.class);
                return Thread.currentThread().isInterrupted();
              });
      asked.await();
      meeting.awaitChildren(PATH, 2);
      waiter.interrupt();
      assertThat(waiter.get()).as("the flag is set again").isTrue();
      meeting.awaitChildren(PATH, 1);
      hold.ensureValid();
    }
    meeting.awaitChildren(PATH, 0);
    Table.line(CASE, "waiting thread interrupted", "left at once, flag set, its node is gone");
  }

  @Test
  void createWhoseAnswerIsLostLeavesNoGhost() throws Exception {
    try (Link link = new Link(meeting.server().port());
        ZkLocks ours = meeting.ours(link.address(), config -> config)) {
      ours.acquire("/services/other").close();
      Hold hold = meeting.ours().acquire(PATH);
      link.stallAnswers();
      Task<LockState> waiter = waiter(ours);
      meeting.awaitChildren(PATH, 2);
      waiter.interrupt();
      assertThatThrownBy(waiter::get).hasCauseInstanceOf(LockInterruptedException.class);
      link.cut();
      link.letAnswersPass();
      meeting.awaitChildren(PATH, 1);
      hold.close();
      ours.acquire(PATH).close();
      meeting.awaitChildren(PATH, 0);
    }
    Table.line(
        CASE,
        "create applied, its answer lost, its thread interrupted",
        "the late node is found and deleted: no ghost");
  }

  @Test
  void createWhoseAnswerIsLostIsGoneOnWith() throws Exception {
    try (Link link = new Link(meeting.server().port());
        ZkLocks ours = meeting.ours(link.address(), config -> config)) {
      ours.acquire("/services/other").close();
      Hold hold = meeting.ours().acquire(PATH);
      link.stallAnswers();
      Task<LockState> waiter = waiter(ours);
      meeting.awaitChildren(PATH, 2);
      List<String> before = meeting.children(PATH);
      link.cut();
      link.letAnswersPass();
      hold.close();
      assertThat(waiter.get()).isEqualTo(LockState.VALID);
      assertThat(before).as("the node that was granted").contains(grantedNode);
      meeting.awaitChildren(PATH, 0);
    }
    Table.line(
        CASE,
        "create applied, its answer lost, the connection comes back",
        "its node is recognised and granted: no second one");
  }

  private volatile String grantedNode = "";

  @Test
  void persistentContenderOfAStrangerIsHonoured() throws Exception {
    String node =
        meeting
            .eye()
            .create()
            .creatingParentContainersIfNeeded()
            .withMode(CreateMode.PERSISTENT_SEQUENTIAL)
            .forPath(PATH + "/_c_stranger-lock-");
    Task<LockState> waiter = waiter(meeting.ours());
    meeting.awaitChildren(PATH, 2);
    assertThat(waiter.isDone()).isFalse();
    meeting.eye().delete().forPath(node);
    assertThat(waiter.get()).isEqualTo(LockState.VALID);
    Table.line(CASE, "a stranger's persistent lock node", "honoured until it is deleted");
  }

  @Test
  void containerThatIsReapedWhileOthersComeIsMadeAnew() throws Exception {
    ZkLocks ours = meeting.ours();
    int reaped = 0;
    for (int i = 0; i < 50; i++) {
      ours.acquire(PATH).close();
      meeting.awaitChildren(PATH, 0);
      meeting.server().reapContainers();
      reaped += meeting.eye().checkExists().forPath(PATH) == null ? 1 : 0;
    }
    assertThat(reaped).isPositive();
    Eventually.until(
        "the directories are gone",
        () -> {
          meeting.server().reapContainers();
          return meeting.eye().checkExists().forPath("/services") == null;
        });
    Table.line(
        CASE,
        "containers reaped between calls",
        "50 calls granted, directory made anew %d times, none left".formatted(reaped));
  }

  @Test
  void chrootIsTheSameLockAsItsFullPath() throws Exception {
    meeting.eye().create().forPath("/app");
    ZkLocks below = meeting.ours(meeting.server().address() + "/app", config -> config);
    Hold hold = below.acquire(PATH);
    assertThat(meeting.ours().tryAcquire("/app" + PATH, Duration.ZERO)).isEmpty();
    hold.close();
    meeting.ours().acquire("/app" + PATH).close();
    Table.line(CASE, "chroot (Curator: namespace)", "one lock with its full path");
  }

  @Test
  void threadReentersAndOtherThreadsWait() throws Exception {
    ZkLocks ours = meeting.ours();
    Task<LockState> second;
    try (Hold outer = ours.acquire(PATH)) {
      try (Hold inner = ours.acquire(PATH)) {
        assertThat(inner.fencing()).isEqualTo(outer.fencing());
        second = waiter(ours);
        assertThat(Task.start("tries", () -> ours.tryAcquire(PATH, Duration.ZERO)).get()).isEmpty();
      }
      outer.ensureValid();
      assertThat(second.isDone()).isFalse();
    }
    assertThat(second.get()).isEqualTo(LockState.VALID);
    meeting.awaitChildren(PATH, 0);
    Table.line(
        CASE,
        "re-entrant, one thread and others",
        "re-enters; others wait for the outermost close");
  }

  @Test
  void threadsOfOneProcessShareOneNode() throws Exception {
    Hold hold = meeting.ours().acquire(PATH);
    ZkLocks ours = meeting.ours();
    List<Task<LockState>> waiters = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiters.add(waiter(ours));
    }
    Eventually.until("all wait", () -> waiters.stream().allMatch(Task::isParked));
    meeting.awaitChildren(PATH, 2);
    hold.close();
    for (Task<LockState> waiter : waiters) {
      assertThat(waiter.get()).isEqualTo(LockState.VALID);
    }
    meeting.awaitChildren(PATH, 0);
    Table.line(
        CASE,
        "8 threads of one process wait (Curator: a node for each)",
        "one node stands for all");
  }

  @Test
  void revocationByAStrangerIsNoLoss() throws Exception {
    try (Hold hold = meeting.ours().acquire(PATH)) {
      meeting
          .eye()
          .setData()
          .forPath(PATH + "/" + meeting.head(PATH), "__REVOKE__".getBytes(UTF_8));
      meeting.ours().tryAcquire(PATH, Duration.ZERO).ifPresent(Hold::close);
      hold.ensureValid();
    }
    Table.line(
        CASE, "Curator's Revoker writes to our node", "not honoured: no loss, the body runs on");
  }

  private Task<LockState> waiter(ZkLocks locks) {
    return Task.start(
        "waiter",
        () -> {
          try (Hold hold =
              locks.acquire(PATH, LockRequest.DEFAULT.withWaitTime(Duration.ofSeconds(25)))) {
            grantedNode = meeting.head(PATH);
            hold.ensureValid();
            return hold.state();
          }
        });
  }
}
