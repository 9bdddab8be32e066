package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.LockMode;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plain and read/write contenders in one line: we honour all of them and warn, once a key. */
@Timeout(60)
class MixtureIT {

  private static final String PEER = "curator";
  private static final String PATH = "/services/nightly";

  @TempDir private Path directory;
  private Meeting meeting;
  private InterProcessReadWriteLock theirs;

  @BeforeEach
  void meet() throws Exception {
    meeting = new Meeting(directory);
    theirs = new InterProcessReadWriteLock(meeting.theirs(), PATH);
  }

  @AfterEach
  void part() {
    meeting.close();
  }

  @Test
  void exclusiveWaitsForTheirReaderAndWarnsOnce() throws Exception {
    waitsFor(theirs.readLock(), "reader");
  }

  @Test
  void exclusiveWaitsForTheirWriterAndWarnsOnce() throws Exception {
    waitsFor(theirs.writeLock(), "writer");
  }

  private void waitsFor(InterProcessMutex holder, String who) throws Exception {
    ZkLocks ours = meeting.ours();
    holder.acquire();
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 3; i++) {
        assertThat(ours.tryAcquire(PATH, Duration.ZERO)).isEmpty();
      }
      Task<Hold> waiter = Task.start("waiter", () -> ours.acquire(PATH));
      meeting.awaitChildren(PATH, 2);
      assertThat(waiter.isDone()).isFalse();
      holder.release();
      waiter.get().close();
      assertThat(log.lines("WARN", PATH, "does not honour such a mixture")).hasSize(1);
    }
    Table.line(
        PEER,
        "mixture: InterProcessReadWriteLock's " + who + " holds, our exclusive waits",
        "waited; warned of once in 4 calls");
  }

  @Test
  void readerAndWriterWaitForTheirMutexAndWarnOnce() throws Exception {
    ZkLocks ours = meeting.ours();
    InterProcessMutex mutex = new InterProcessMutex(meeting.theirs(), PATH);
    try (CapturedLog log = new CapturedLog()) {
      for (LockMode mode : List.of(LockMode.READ, LockMode.WRITE)) {
        mutex.acquire();
        LockRequest request = LockRequest.DEFAULT.withMode(mode);
        Task<Hold> waiter = Task.start("waiter", () -> ours.acquire(PATH, request));
        meeting.awaitChildren(PATH, 2);
        assertThat(waiter.isDone()).isFalse();
        mutex.release();
        waiter.get().close();
        meeting.awaitChildren(PATH, 0);
      }
      assertThat(log.lines("WARN", PATH, "does not honour such a mixture")).hasSize(1);
    }
    Table.line(
        PEER,
        "mixture: InterProcessMutex holds, our read and our write wait",
        "waited; warned of once in 2 calls");
  }

  @Test
  void ourOwnKindsExcludeEachOther() throws Exception {
    ZkLocks other = meeting.ours();
    LockRequest read = LockRequest.DEFAULT.withMode(LockMode.READ);
    try (Hold hold = meeting.ours().acquire(PATH, read)) {
      assertThat(other.tryAcquire(PATH, Duration.ZERO)).isEmpty();
      hold.ensureValid();
    }
    try (Hold hold = meeting.ours().acquire(PATH)) {
      LockRequest once = read.withWaitTime(Duration.ZERO);
      assertThatThrownBy(() -> other.acquire(PATH, once).close())
          .isInstanceOf(LockBusyException.class);
      hold.ensureValid();
    }
    Table.line(PEER, "mixture: our exclusive beside our read, two processes", "exclude each other");
  }

  @Test
  void theirsDoesNotHonourAMixture() throws Exception {
    try (Hold hold = meeting.ours().acquire(PATH)) {
      assertThat(theirs.readLock().acquire(10, TimeUnit.SECONDS))
          .as("Curator's reader waits for writers only")
          .isTrue();
      theirs.readLock().release();
      boolean writes = theirs.writeLock().acquire(250, TimeUnit.MILLISECONDS);
      Table.line(
          PEER,
          "mixture: our exclusive holds, their reader and writer come",
          "their reader is granted beside us, their writer "
              + (writes ? "too" : "waits")
              + ": do not mix kinds");
      if (writes) {
        theirs.writeLock().release();
      }
      hold.ensureValid();
    }
  }
}
