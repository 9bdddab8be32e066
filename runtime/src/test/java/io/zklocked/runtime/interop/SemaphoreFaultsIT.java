package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockInterruptedException;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions and servers that go while a permit is held or waited for: what Curator tries on its own
 * semaphore, tried on ours, beside Curator's.
 */
@Timeout(60)
class SemaphoreFaultsIT {

  private static final String CASE = "fault case";
  private static final String PATH = "/services/export";
  private static final String LEASES = PATH + "/leases";
  private static final LockRequest PERMIT = LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE);

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
  void closedClientOfTheirsFreesItsLease() throws Exception {
    CuratorFramework client = meeting.theirs();
    InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(client, PATH, 1);
    semaphore.acquire();
    ZkLocks ours = meeting.ours();
    Task<Hold> waiter = Task.start("waiter", () -> ours.acquire(PATH, PERMIT));
    meeting.awaitChildren(PATH + "/locks", 1);
    assertThat(waiter.isDone()).isFalse();
    client.close();
    waiter.get().close();
    Table.line(CASE, "semaphore: their client is closed", "its lease is free for us");
  }

  @Test
  void killedSessionOfOursFreesItsPermitAndIsTold() throws Exception {
    Hold hold = meeting.ours().acquire(PATH, PERMIT);
    meeting.endOwner(LEASES + "/" + meeting.children(LEASES).get(0));
    InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(meeting.theirs(), PATH, 1);
    Lease lease = semaphore.acquire(20, TimeUnit.SECONDS);
    assertThat(lease).isNotNull();
    Eventually.until("the permit is lost", () -> hold.state() == LockState.LOST);
    assertThatThrownBy(hold::close).isInstanceOf(LockLostException.class);
    assertThat(meeting.children(LEASES)).as("theirs stands").hasSize(1);
    semaphore.returnLease(lease);
    Table.line(CASE, "semaphore: our session is killed", "told LOST, the permit is theirs");
  }

  @Test
  void interruptedWaiterLeavesNoNode() throws Exception {
    InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(meeting.theirs(), PATH, 1);
    Lease lease = semaphore.acquire();
    ZkLocks ours = meeting.ours();
    Task<Hold> waiter = Task.start("waiter", () -> ours.acquire(PATH, PERMIT));
    meeting.awaitChildren(PATH + "/locks", 1);
    waiter.interrupt();
    assertThatThrownBy(waiter::get).hasCauseInstanceOf(LockInterruptedException.class);
    meeting.awaitChildren(PATH + "/locks", 0);
    meeting.awaitChildren(LEASES, 1);
    semaphore.returnLease(lease);
    Table.line(CASE, "semaphore: waiting thread of ours interrupted", "no node left");
  }

  @Test
  void serverGoesAndComesBackWhileSomeHoldAndSomeWait() throws Exception {
    Hold hold = meeting.ours().acquire(PATH, PERMIT);
    ZkLocks ours = meeting.ours();
    Task<Hold> waiter = Task.start("waiter", () -> ours.acquire(PATH, PERMIT));
    meeting.awaitChildren(PATH + "/locks", 1);
    meeting.server().stop();
    Eventually.until("clients hear of it", () -> !meeting.eye().getZookeeperClient().isConnected());
    meeting.server().restart();
    Eventually.until("the permit is proven", () -> hold.state() == LockState.VALID);
    assertThat(waiter.isDone()).isFalse();
    hold.close();
    waiter.get().close();
    meeting.awaitChildren(LEASES, 0);
    Table.line(CASE, "semaphore: server killed while one holds and one waits", "goes on");
  }
}
