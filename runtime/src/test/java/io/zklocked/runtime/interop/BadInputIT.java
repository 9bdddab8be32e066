package io.zklocked.runtime.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.LockKeyException;
import io.zklocked.LockMode;
import io.zklocked.LockModeException;
import io.zklocked.LockUnavailableException;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers leave under a lock: it is passed over, waited for or refused, and said so. */
@Timeout(60)
class BadInputIT {

  private static final String STRANGER = "stranger";
  private static final String PATH = "/services/nightly";
  private static final LockRequest ONCE = LockRequest.DEFAULT.withWaitTime(Duration.ZERO);

  @TempDir private Path directory;
  private Meeting meeting;
  private ZkLocks ours;

  @BeforeEach
  void meet() throws Exception {
    meeting = new Meeting(directory);
    ours = meeting.ours();
  }

  @AfterEach
  void part() {
    meeting.close();
  }

  private void create(CreateMode mode, String path, byte... data) throws Exception {
    meeting.eye().create().creatingParentContainersIfNeeded().withMode(mode).forPath(path, data);
  }

  @Test
  void foreignNodesAndDirectoriesNeverBlock() throws Exception {
    List<String> foreign =
        List.of(
            "config",
            "0",
            "lock",
            "lock-",
            "lock-42",
            "_c_x-lock-000000001",
            "_c_x-lock-00000000001",
            "notes-0000000000",
            "x__lock_0000000000",
            "x__rlock__0000000000",
            "_c_x-lease-0000000000");
    for (String name : foreign) {
      create(CreateMode.PERSISTENT, PATH + "/" + name);
    }
    create(CreateMode.PERSISTENT, PATH + "/sub/_c_x-lock-0000000000");
    Hold hold = ours.acquire(PATH);
    assertThat(meeting.ours().tryAcquire(PATH, Duration.ZERO)).isEmpty();
    hold.close();
    meeting.ours().acquire(PATH).close();
    meeting.awaitChildren(PATH, foreign.size() + 1);
    Table.line(
        STRANGER,
        (foreign.size() + 1) + " foreign nodes and directories under a lock",
        "none blocks, none is touched; the lock excludes as ever");
  }

  @Test
  void recordOfAnOwnerMayBeAnything() throws Exception {
    byte[][] records = {
      {},
      {(byte) 0xff, (byte) 0xfe, 0x1b, '[', '3', '1', 'm', 0x07, '\r', '\n', (byte) 0xc0},
      "{\"host\":\"a\u001b[2J\",\"pid\":{},\"since\":\"never\"".getBytes(UTF_8),
      "{\"host\":\"h\u202e\",\"since\":\"yesterday\"}".getBytes(UTF_8),
      new byte[500_000],
    };
    for (byte[] record : records) {
      String node =
          meeting
              .eye()
              .create()
              .creatingParentContainersIfNeeded()
              .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
              .forPath(PATH + "/_c_stranger-lock-", record);
      assertThatThrownBy(() -> ours.acquire(PATH, ONCE).close())
          .isInstanceOfSatisfying(
              LockBusyException.class,
              e ->
                  assertThat(e.getMessage())
                      .hasSizeLessThan(500)
                      .doesNotContain("\u202e")
                      .doesNotMatch("(?s).*\\p{Cntrl}.*"));
      meeting.eye().delete().forPath(node);
      ours.acquire(PATH).close();
    }
    Table.line(
        STRANGER,
        records.length + " owner records: none, no UTF-8, cut JSON, wrong types, 500,000 bytes",
        "each is waited for; the message stays short and printable");
  }

  @Test
  void negativeNumberIsRefused() throws Exception {
    create(CreateMode.PERSISTENT, PATH + "/_c_x-lock--2147483648");
    assertThatThrownBy(() -> ours.acquire(PATH).close())
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("cannot be ordered")
        .hasMessageContaining("delete its directory");
    meeting.awaitChildren(PATH, 1);
    Table.line(STRANGER, "a negative number in line", "refused, says what to do, no node left");
  }

  @ParameterizedTest
  @CsvSource({"EXCLUSIVE,lock-", "READ,__WRIT__", "WRITE,__READ__"})
  void ownNumberTwiceIsRefused(LockMode mode, String mark) throws Exception {
    String twin = PATH + "/_c_x-" + mark + "0000000041";
    LockRequest request = LockRequest.DEFAULT.withMode(mode);
    create(CreateMode.PERSISTENT, twin);
    meeting.server().numberNext(PATH, 41);
    assertThatThrownBy(() -> ours.acquire(PATH, request).close())
        .isInstanceOf(LockUnavailableException.class)
        .hasMessageContaining("cannot be ordered");
    meeting.awaitChildren(PATH, 1);
    meeting.eye().delete().forPath(twin);
    ours.acquire(PATH, request).close();
    Table.line(
        STRANGER,
        "our own number twice: " + mode + " beside " + mark,
        "refused; granted when the other is gone");
  }

  @Test
  void othersOfOneNumberAreWaitedForBoth() throws Exception {
    create(CreateMode.PERSISTENT, PATH + "/_c_x-lock-0000000003");
    create(CreateMode.PERSISTENT, PATH + "/_c_y-lock-0000000003");
    meeting.server().numberNext(PATH, 10);
    Task<Hold> waiter = Task.start("waiter", () -> ours.acquire(PATH));
    meeting.awaitChildren(PATH, 3);
    meeting.eye().delete().forPath(PATH + "/_c_x-lock-0000000003");
    assertThat(meeting.ours().tryAcquire(PATH, Duration.ZERO)).isEmpty();
    assertThat(waiter.isDone()).isFalse();
    meeting.eye().delete().forPath(PATH + "/_c_y-lock-0000000003");
    waiter.get().close();
    Table.line(STRANGER, "one number twice before us", "both are waited for");
  }

  @Test
  void exhaustedCounterIsRefusedUntilTheDirectoryIsMadeAnew() throws Exception {
    create(CreateMode.CONTAINER, PATH);
    for (int next : new int[] {Integer.MAX_VALUE - 1_000_000, Integer.MAX_VALUE - 2}) {
      meeting.server().numberNext(PATH, next);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> ours.acquire(PATH).close())
            .isInstanceOf(LockUnavailableException.class)
            .hasMessageContaining("exhausted")
            .hasMessageContaining("delete its directory");
      }
      meeting.awaitChildren(PATH, 0);
    }
    meeting.eye().delete().forPath(PATH);
    try (Hold hold = ours.acquire(PATH)) {
      assertThat(meeting.headNumber(PATH)).isZero();
      hold.ensureValid();
    }
    Table.line(
        STRANGER,
        "counter near 2^31, and over it",
        "refused 6 of 6; granted when the directory was made anew");
  }

  @Test
  void nearlyExhaustedCounterIsWarnedOfOnce() throws Exception {
    create(CreateMode.CONTAINER, PATH);
    meeting.server().numberNext(PATH, 2_000_000_007);
    try (CapturedLog log = new CapturedLog()) {
      for (int i = 0; i < 3; i++) {
        ours.acquire(PATH).close();
      }
      assertThat(log.lines("WARN", PATH, "nearly exhausted")).hasSize(1);
    }
    Table.line(STRANGER, "counter beyond 2 * 10^9", "granted, warned of once in 3 calls");
  }

  @Test
  void semaphoreUnderTheKeyIsRefused() throws Exception {
    InterProcessSemaphoreV2 semaphore = new InterProcessSemaphoreV2(meeting.theirs(), PATH, 2);
    Lease lease = semaphore.acquire();
    assertThatThrownBy(() -> ours.acquire(PATH).close())
        .isInstanceOf(LockModeException.class)
        .hasMessageContaining("semaphore")
        .hasMessageContaining("another key");
    meeting.awaitChildren(PATH, 2); // theirs alone: locks and leases
    semaphore.returnLease(lease);
    meeting.server().reapContainers();
    meeting.server().reapContainers();
    ours.acquire(PATH).close();
    Table.line(
        "curator",
        "InterProcessSemaphoreV2 under our mutex's key",
        "LockModeException; granted once its directories are gone");
  }

  @Test
  void keyThatIsTheParentOfKeysStaysALockAndIsWarnedOf() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      Hold parent = ours.acquire("/services/orders");
      Hold child = ours.acquire("/services/orders/0");
      assertThat(meeting.ours().tryAcquire("/services/orders", Duration.ZERO)).isEmpty();
      parent.close();
      ours.acquire("/services/orders").close();
      ours.acquire("/services/orders").close();
      InterProcessMutex mutex = new InterProcessMutex(meeting.theirs(), "/services/orders");
      assertThat(mutex.acquire(250, TimeUnit.MILLISECONDS))
          .as("Curator counts the directory 0 as a contender before it")
          .isFalse();
      child.close();
      assertThat(log.lines("WARN", "/services/orders", "Curator")).isNotEmpty();
    }
    Table.line(
        "curator",
        "absolute key /services/orders beside /services/orders/0",
        "both are held by us, warned of; InterProcessMutex never gets the upper one");
  }

  @Test
  void keyThatLooksLikeAContenderIsRefused() {
    for (String key : List.of("/services/x-lock-0000000001", "a__READ__0000000001")) {
      assertThatThrownBy(() -> ours.acquire(key).close()).isInstanceOf(LockKeyException.class);
    }
    Table.line(STRANGER, "keys that look like contenders", "LockKeyException");
  }
}
