package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our exclusive lock and Curator's {@code InterProcessMutex} on one path. */
@Timeout(60)
class CuratorMutexIT {

  private static final String PEER = "curator";
  private static final String PATH = "/services/nightly";
  private static final int PROCESSES = 4;
  private static final int ROUNDS = 20;

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
  void theirsWaitsWhileWeHold() throws Exception {
    InterProcessMutex mutex = new InterProcessMutex(meeting.theirs(), PATH);
    Hold hold = meeting.ours().acquire(PATH);
    assertThat(mutex.acquire(250, TimeUnit.MILLISECONDS)).isFalse();
    Task<Long> waiter =
        Task.start(
            "theirs",
            () -> {
              mutex.acquire();
              long granted = System.nanoTime();
              mutex.release();
              return granted;
            });
    meeting.awaitChildren(PATH, 2);
    assertThat(mutex.getParticipantNodes()).as("both are in line for them").hasSize(2);
    assertThat(waiter.isDone()).isFalse();
    long released = System.nanoTime();
    hold.close();
    Table.line(
        PEER,
        "mutex: we hold, InterProcessMutex waits",
        "waited, granted %d us after our close".formatted((waiter.get() - released) / 1_000));
  }

  @Test
  void weWaitWhileTheirsHolds() throws Exception {
    ZkLocks ours = meeting.ours();
    InterProcessMutex mutex = new InterProcessMutex(meeting.theirs(), PATH);
    mutex.acquire();
    LockRequest once = LockRequest.DEFAULT.withWaitTime(Duration.ZERO);
    assertThatThrownBy(() -> ours.acquire(PATH, once).close())
        .isInstanceOfSatisfying(
            LockBusyException.class, e -> assertThat(e.holder()).contains("another kind"));
    Task<Long> waiter =
        Task.start(
            "ours",
            () -> {
              try (Hold hold = ours.acquire(PATH)) {
                hold.ensureValid();
                return System.nanoTime();
              }
            });
    meeting.awaitChildren(PATH, 2);
    assertThat(waiter.isDone()).isFalse();
    long released = System.nanoTime();
    mutex.release();
    Table.line(
        PEER,
        "mutex: InterProcessMutex holds, we wait",
        "busy names it; waited, granted %d us after its release began"
            .formatted((waiter.get() - released) / 1_000));
  }

  @Test
  void crowdOfBothHasOneOrderAndNoOverlap() throws Exception {
    Section section = new Section(meeting, PATH);
    List<Task<Void>> crowd = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      ZkLocks ours = meeting.ours();
      InterProcessMutex mutex = new InterProcessMutex(meeting.theirs(), PATH);
      for (int thread = 0; thread < 2; thread++) {
        crowd.add(Task.start("ours-" + i, () -> visitByOurs(ours, section)));
        crowd.add(Task.start("theirs-" + i, () -> visitByTheirs(mutex, section)));
      }
    }
    for (Task<Void> one : crowd) {
      one.get();
    }
    Table.line(
        PEER,
        "mutex: crowd of %d processes of theirs and %d of ours, 2 threads each"
            .formatted(PROCESSES, PROCESSES),
        section.verdict());
    meeting.awaitChildren(PATH, 0);
  }

  private static Void visitByOurs(ZkLocks ours, Section section) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (Hold hold = ours.acquire(PATH)) {
        section.visit(hold.fencing());
        hold.ensureValid();
      }
    }
    return null;
  }

  private static Void visitByTheirs(InterProcessMutex mutex, Section section) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      mutex.acquire();
      try {
        section.visit();
      } finally {
        mutex.release();
      }
    }
    return null;
  }

  @Test
  void relativeKeyIsSharedUnderItsEncodedName() throws Exception {
    InterProcessMutex mutex = new InterProcessMutex(meeting.theirs(), "/zklocked/orders%2F42");
    try (Hold hold = meeting.ours().acquire("orders/42")) {
      assertThat(hold.path()).isEqualTo("/zklocked/orders%2F42");
      assertThat(mutex.acquire(250, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(mutex.acquire(20, TimeUnit.SECONDS)).isTrue();
    mutex.release();
    Table.line(PEER, "mutex: relative key orders/42 is their path .../orders%2F42", "one lock");
  }
}
