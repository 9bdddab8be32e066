package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.zklocked.runtime.Hold;
import io.zklocked.runtime.ZkLocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our exclusive lock and kazoo's on one path. Skipped where there is no Python with kazoo ({@code
 * apt-get install python3-kazoo} on Debian).
 */
@Timeout(60)
class KazooIT {

  private static final String PEER = "kazoo";
  private static final String PATH = "/services/nightly";
  private static final String SKIPPED =
      "no python3 here has kazoo: install Debian's python3-kazoo, as .ci/run does for root";

  @TempDir private Path directory;
  private final List<KazooPeer> peers = new ArrayList<>();
  private Meeting meeting;
  private String python;

  @BeforeEach
  void meet() throws Exception {
    String found = KazooPeer.python();
    if (found == null) {
      Table.line(PEER, "everything with kazoo", "SKIPPED: " + SKIPPED);
    }
    assumeThat(found).as(SKIPPED).isNotNull();
    python = found == null ? "" : found;
    meeting = new Meeting(directory);
  }

  @AfterEach
  void part() throws Exception {
    for (KazooPeer peer : peers) {
      peer.close();
    }
    if (meeting != null) {
      meeting.close();
    }
  }

  private KazooPeer kazoo(String kind) throws Exception {
    KazooPeer peer = KazooPeer.start(python, meeting.server().address());
    peers.add(peer);
    assertThat(peer.ask("lock it " + kind + " " + PATH)).isEqualTo("ok");
    return peer;
  }

  @Test
  void weYieldToEveryExclusiveLockOfKazoo() throws Exception {
    ZkLocks ours = meeting.ours();
    for (String kind : List.of("stock", "extra", "curator", "write")) {
      KazooPeer peer = kazoo(kind);
      assertThat(peer.ask("acquire it 20")).isEqualTo("granted");
      assertThat(ours.tryAcquire(PATH, Duration.ZERO)).isEmpty();
      Task<Hold> waiter = Task.start("waiter", () -> ours.acquire(PATH));
      meeting.awaitChildren(PATH, 2);
      assertThat(waiter.isDone()).isFalse();
      assertThat(peer.ask("release it")).isEqualTo("ok");
      waiter.get().close();
      meeting.awaitChildren(PATH, 0);
      Table.line(PEER, kind + " lock holds, we wait", "waited, granted after its release");
    }
  }

  @Test
  void kazooYieldsToUsWhenItCountsOurNames() throws Exception {
    ZkLocks ours = meeting.ours();
    for (String kind : List.of("extra", "curator")) {
      KazooPeer peer = kazoo(kind);
      Hold hold = ours.acquire(PATH);
      assertThat(peer.ask("acquire it 0.25")).isEqualTo("timeout");
      meeting.awaitChildren(PATH, 1);
      Task<String> waiter = Task.start("kazoo", () -> peer.ask("acquire it 20"));
      meeting.awaitChildren(PATH, 2);
      assertThat(waiter.isDone()).isFalse();
      hold.close();
      assertThat(waiter.get()).isEqualTo("granted");
      assertThat(ours.tryAcquire(PATH, Duration.ZERO)).isEmpty();
      assertThat(peer.ask("release it")).isEqualTo("ok");
      Table.line(PEER, "we hold, kazoo's " + kind + " lock waits", "waited, granted, kept us out");
    }
  }

  @Test
  void stockLockDoesNotSeeUs() throws Exception {
    try (Hold hold = meeting.ours().acquire(PATH)) {
      for (String kind : List.of("stock", "write")) {
        KazooPeer peer = kazoo(kind);
        assertThat(peer.ask("acquire it 20")).isEqualTo("granted");
        assertThat(peer.ask("release it")).isEqualTo("ok");
      }
      hold.ensureValid();
    }
    Table.line(
        PEER, "we hold, kazoo's stock lock comes", "GRANTED BESIDE US, as documented: not safe");
  }

  @Test
  void readLockOfKazooIsNotSeen() throws Exception {
    KazooPeer peer = kazoo("read");
    assertThat(peer.ask("acquire it 20")).isEqualTo("granted");
    Hold hold = meeting.ours().acquire(PATH);
    hold.close();
    Table.line(PEER, "kazoo's ReadLock holds, our exclusive comes", "NOT SEEN, as documented");
  }

  @Test
  void curatorSeesTheSubclassToo() throws Exception {
    KazooPeer peer = kazoo("curator");
    InterProcessMutex mutex = new InterProcessMutex(meeting.theirs(), PATH);
    ZkLocks ours = meeting.ours();
    assertThat(peer.ask("acquire it 20")).isEqualTo("granted");
    Task<Void> second =
        Task.start(
            "theirs",
            () -> {
              mutex.acquire();
              return null;
            });
    meeting.awaitChildren(PATH, 2);
    Task<Hold> third = Task.start("ours", () -> ours.acquire(PATH));
    meeting.awaitChildren(PATH, 3);
    assertThat(second.isDone()).isFalse();
    assertThat(peer.ask("release it")).isEqualTo("ok");
    second.get();
    assertThat(third.isDone()).isFalse();
    meeting.eye().delete().forPath(PATH + "/" + meeting.head(PATH));
    third.get().close();
    Table.line(
        PEER, "kazoo's curator subclass, InterProcessMutex, and we", "one line, in this order");
  }

  @Test
  void crowdOfBothHasOneOrderAndNoOverlap() throws Exception {
    Section section = new Section(meeting, PATH);
    List<Task<Void>> crowd = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ZkLocks ours = meeting.ours();
      KazooPeer theirs = kazoo("curator");
      crowd.add(Task.start("ours", () -> visitByOurs(ours, section)));
      crowd.add(Task.start("theirs", () -> visitByTheirs(theirs, section)));
    }
    for (Task<Void> one : crowd) {
      one.get();
    }
    Table.line(PEER, "crowd of 2 processes of the subclass and 2 of ours", section.verdict());
  }

  private static Void visitByOurs(ZkLocks ours, Section section) throws Exception {
    for (int round = 0; round < 15; round++) {
      try (Hold hold = ours.acquire(PATH)) {
        section.visit(hold.fencing());
      }
    }
    return null;
  }

  private static Void visitByTheirs(KazooPeer theirs, Section section) throws Exception {
    for (int round = 0; round < 15; round++) {
      assertThat(theirs.ask("acquire it 25")).isEqualTo("granted");
      section.visit();
      assertThat(theirs.ask("release it")).isEqualTo("ok");
    }
    return null;
  }

  @Test
  void contendersOfKazooReadsOurRecords() throws Exception {
    KazooPeer peer = kazoo("extra");
    ZkLocks ours = meeting.ours();
    Hold hold = Task.start("\u00e9\u4e2d\ud83d\ude00 \ud800 odd", () -> ours.acquire(PATH)).get();
    Task<Hold> waiter = Task.start("w", () -> ours.acquire(PATH));
    String seen = peer.ask("contenders it");
    assertThat(seen).contains("zklocked").contains("by hand").doesNotContain("failed");
    hold.close();
    waiter.get().close();
    Table.line(
        PEER, "contenders() reads our owner records, thread names in any script", "valid UTF-8");
  }

  @Test
  void reusedLockOfKazooGoesOnWithAPersistentParent() throws Exception {
    for (String resource : List.of(PATH, "nightly")) {
      ZkLocks ours =
          meeting.ours(config -> config.with("persistent-parents", "/services,/zklocked/nightly"));
      Hold hold = ours.acquire(resource);
      String path = hold.path();
      hold.close();
      KazooPeer peer = KazooPeer.start(python, meeting.server().address());
      peers.add(peer);
      assertThat(peer.ask("lock it extra " + path)).isEqualTo("ok");
      for (int i = 0; i < 3; i++) {
        assertThat(peer.ask("acquire it 20")).isEqualTo("granted");
        assertThat(peer.ask("release it")).isEqualTo("ok");
        ours.acquire(resource).close();
        meeting.awaitChildren(path, 0);
        meeting.server().reapContainers();
      }
      ours.close();
      assertThat(peer.ask("acquire it 20")).isEqualTo("granted");
    }
    Table.line(
        PEER, "re-used kazoo Lock, persistent-parents names its path", "granted 4 times of 4");
  }

  @Test
  void reusedLockOfKazooFailsWhenItsContainerIsReaped() throws Exception {
    meeting.ours().acquire(PATH).close();
    KazooPeer peer = kazoo("extra");
    assertThat(peer.ask("acquire it 20")).isEqualTo("granted");
    assertThat(peer.ask("release it")).isEqualTo("ok");
    meeting.awaitChildren(PATH, 0);
    meeting.server().reapContainers();
    assertThat(peer.ask("acquire it 20")).isEqualTo("failed NoNodeError");
    Table.line(
        PEER,
        "re-used kazoo Lock, after its directory, a container, was reaped",
        "NoNodeError in kazoo, as documented");
  }
}
