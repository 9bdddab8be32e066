package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our read and write locks and Curator's {@code InterProcessReadWriteLock} on one path. */
@Timeout(60)
class CuratorReadWriteIT {

  private static final String PEER = "curator";
  private static final String PATH = "/services/nightly";
  private static final LockRequest READ = LockRequest.DEFAULT.withMode(LockMode.READ);
  private static final LockRequest WRITE = LockRequest.DEFAULT.withMode(LockMode.WRITE);

  @TempDir private Path directory;
  private Meeting meeting;
  private ZkLocks ours;
  private InterProcessReadWriteLock theirs;

  @BeforeEach
  void meet() throws Exception {
    meeting = new Meeting(directory);
    ours = meeting.ours();
    theirs = new InterProcessReadWriteLock(meeting.theirs(), PATH);
  }

  @AfterEach
  void part() {
    meeting.close();
  }

  @Test
  void readersOfBothHoldTogether() throws Exception {
    theirs.readLock().acquire();
    Hold first = ours.acquire(PATH, READ);
    Hold second = meeting.ours().acquire(PATH, READ);
    InterProcessMutex third = new InterProcessReadWriteLock(meeting.theirs(), PATH).readLock();
    assertThat(third.acquire(20, TimeUnit.SECONDS)).isTrue();
    meeting.awaitChildren(PATH, 4);
    third.release();
    second.close();
    first.close();
    theirs.readLock().release();
    Table.line(PEER, "read beside read: theirs, ours, ours, theirs", "4 hold together");
  }

  @Test
  void ourWriterWaitsForTheirReaderAndTheirWriter() throws Exception {
    for (InterProcessMutex holder : List.of(theirs.readLock(), theirs.writeLock())) {
      holder.acquire();
      Task<Hold> writer = Task.start("writer", () -> ours.acquire(PATH, WRITE));
      meeting.awaitChildren(PATH, 2);
      assertThat(writer.isDone()).isFalse();
      holder.release();
      writer.get().close();
      meeting.awaitChildren(PATH, 0);
    }
    Table.line(PEER, "write: their reader, then their writer holds, we wait", "waited, granted");
  }

  @Test
  void ourReaderWaitsForTheirWriter() throws Exception {
    theirs.writeLock().acquire();
    Task<Hold> reader = Task.start("reader", () -> ours.acquire(PATH, READ));
    meeting.awaitChildren(PATH, 2);
    assertThat(reader.isDone()).isFalse();
    theirs.writeLock().release();
    reader.get().close();
    Table.line(PEER, "read: their writer holds, we wait", "waited, granted");
  }

  @Test
  void theirWriterWaitsForOurReaderAndOurWriter() throws Exception {
    for (LockRequest request : List.of(READ, WRITE)) {
      Hold hold = ours.acquire(PATH, request);
      assertThat(theirs.writeLock().acquire(250, TimeUnit.MILLISECONDS)).isFalse();
      hold.close();
      assertThat(theirs.writeLock().acquire(20, TimeUnit.SECONDS)).isTrue();
      theirs.writeLock().release();
    }
    Table.line(PEER, "write: our reader, then our writer holds, they wait", "waited, granted");
  }

  @Test
  void theirReaderWaitsForOurWriter() throws Exception {
    Hold hold = ours.acquire(PATH, WRITE);
    assertThat(theirs.readLock().acquire(250, TimeUnit.MILLISECONDS)).isFalse();
    hold.close();
    assertThat(theirs.readLock().acquire(20, TimeUnit.SECONDS)).isTrue();
    theirs.readLock().release();
    Table.line(PEER, "read: our writer holds, they wait", "waited, granted");
  }

  @Test
  void readersQueueBehindAWaitingWriter() throws Exception {
    theirs.readLock().acquire();
    Task<Hold> writer = Task.start("writer", () -> ours.acquire(PATH, WRITE));
    meeting.awaitChildren(PATH, 2);
    InterProcessMutex late = new InterProcessReadWriteLock(meeting.theirs(), PATH).readLock();
    assertThat(late.acquire(250, TimeUnit.MILLISECONDS)).isFalse();
    ZkLocks other = meeting.ours();
    Task<Hold> reader = Task.start("reader", () -> other.acquire(PATH, READ));
    meeting.awaitChildren(PATH, 3);
    assertThat(reader.isDone()).isFalse();
    theirs.readLock().release();
    Hold written = writer.get();
    assertThat(reader.isDone()).isFalse();
    written.close();
    reader.get().close();
    Table.line(PEER, "order: read (theirs), write (ours), then readers of both", "by number");
  }

  @Test
  void theirDowngradeIsHonoured() throws Exception {
    theirs.writeLock().acquire();
    theirs.readLock().acquire();
    List<String> both = meeting.children(PATH);
    assertThat(both).hasSize(2);
    assertThat(both.get(0)).endsWith(both.get(1).substring(both.get(1).length() - 10));
    Task<Hold> reader = Task.start("reader", () -> ours.acquire(PATH, READ));
    meeting.awaitChildren(PATH, 3);
    assertThat(reader.isDone()).as("the write lock still stands").isFalse();
    theirs.writeLock().release();
    Hold read = reader.get();
    ZkLocks other = meeting.ours();
    Task<Hold> writer = Task.start("writer", () -> other.acquire(PATH, WRITE));
    meeting.awaitChildren(PATH, 3);
    read.close();
    meeting.awaitChildren(PATH, 2);
    assertThat(writer.isDone()).as("their read lock still stands").isFalse();
    theirs.readLock().release();
    writer.get().close();
    Table.line(
        PEER,
        "their downgrade: __READ__ with the number of its __WRIT__",
        "our reader beside it, our writer waits for it");
  }

  @Test
  void ourDowngradeIsHonoured() throws Exception {
    Hold write = ours.acquire(PATH, WRITE);
    Task<Boolean> theirWriter =
        Task.start("theirs", () -> theirs.writeLock().acquire(20, TimeUnit.SECONDS));
    meeting.awaitChildren(PATH, 2);
    Hold read = ours.acquire(PATH, READ);
    assertThat(read.fencing()).as("token of its write lock").isEqualTo(write.fencing());
    meeting.awaitChildren(PATH, 3);
    write.close();
    meeting.awaitChildren(PATH, 2);
    read.ensureValid();
    assertThat(theirWriter.isDone()).as("our read lock still stands").isFalse();
    read.close();
    assertThat(theirWriter.get()).isTrue();
    Table.line(
        PEER,
        "our downgrade, with their writer waiting since before",
        "their writer waits for our read lock");
  }

  @Test
  void theirReaderStandsBesideOurDowngrade() throws Exception {
    Hold write = ours.acquire(PATH, WRITE);
    Hold read = ours.acquire(PATH, READ);
    write.close();
    assertThat(theirs.readLock().acquire(20, TimeUnit.SECONDS)).isTrue();
    read.ensureValid();
    theirs.readLock().release();
    read.close();
    meeting.awaitChildren(PATH, 0);
    Table.line(PEER, "our downgrade, then their reader", "granted beside ours; no node left");
  }

  @Test
  void upgradeIsRefusedAtOnce() throws Exception {
    try (Hold read = ours.acquire(PATH, READ)) {
      assertThatThrownBy(() -> ours.acquire(PATH, WRITE).close())
          .isInstanceOf(LockModeException.class);
      read.ensureValid();
    }
    theirs.readLock().acquire();
    assertThat(theirs.writeLock().acquire(100, TimeUnit.MILLISECONDS)).isFalse();
    theirs.readLock().release();
    Table.line(PEER, "upgrade", "refused at once; Curator's waits for itself in vain");
  }

  @Test
  void crowdOfBothNeverOverlaps() throws Exception {
    ReadWriteSection section = new ReadWriteSection(() -> meeting.children(PATH));
    List<Task<Void>> crowd = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int seed = i;
      ZkLocks locks = meeting.ours();
      var lock = new InterProcessReadWriteLock(meeting.theirs(), PATH);
      for (int thread = 0; thread < 2; thread++) {
        crowd.add(Task.start("ours-" + i, () -> visitByOurs(locks, section, new Random(seed))));
        crowd.add(Task.start("theirs-" + i, () -> visitByTheirs(lock, section, new Random(-seed))));
      }
    }
    for (Task<Void> one : crowd) {
      one.get();
    }
    Table.line(
        PEER,
        "read/write: crowd of 3 processes of theirs and 3 of ours, 2 threads each",
        section.verdict());
    meeting.awaitChildren(PATH, 0);
  }

  private static Void visitByOurs(ZkLocks locks, ReadWriteSection section, Random random)
      throws Exception {
    for (int round = 0; round < 25; round++) {
      boolean writes = random.nextInt(4) == 0;
      try (Hold hold = locks.acquire(PATH, writes ? WRITE : READ)) {
        if (writes) {
          section.write(hold.fencing());
        } else {
          section.read();
        }
        hold.ensureValid();
      }
    }
    return null;
  }

  private static Void visitByTheirs(
      InterProcessReadWriteLock lock, ReadWriteSection section, Random random) throws Exception {
    for (int round = 0; round < 25; round++) {
      boolean writes = random.nextInt(4) == 0;
      InterProcessMutex mutex = writes ? lock.writeLock() : lock.readLock();
      mutex.acquire();
      try {
        if (writes) {
          section.write();
        } else {
          section.read();
        }
      } finally {
        mutex.release();
      }
    }
    return null;
  }
}
