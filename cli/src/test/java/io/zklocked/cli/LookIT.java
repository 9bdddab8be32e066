package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestingServer server;
  private static CuratorFramework curator;
  private static ZkLocks locks;
  private static ZkLocks others;

  @BeforeAll
  static void start() throws Exception {
    server = new TestingServer();
    curator = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
    curator.start();
    ZkLocksConfig config =
        ZkLocksConfig.connect(server.getConnectString()).withWaitTime(PATIENCE).withHandOff(false);
    locks = ZkLocks.start(config);
    others = ZkLocks.start(config);
  }

  @AfterAll
  static void stop() throws Exception {
    locks.close();
    others.close();
    curator.close();
    server.close();
  }

  private static Outcome call(String... arguments) {
    return Outcome.at(server.getConnectString(), arguments);
  }

  /** Somebody of another process waits for a lock, and is in line when this returns. */
  private static CompletableFuture<Hold> waiter(String key, LockRequest request) throws Exception {
    CompletableFuture<Hold> wanted = others.acquireAsync(key, request).toCompletableFuture();
    await(() -> call("queue", key, "--json").out().contains("\"waiters\":1"));
    return wanted;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the time for it").isLessThan(deadline);
    }
  }

  @Test
  void heldLockIsShownWithItsOwner() {
    try (Hold hold = locks.acquire("check/42")) {
      Outcome text = call("check", "check/42");
      assertThat(text.exitCode()).isZero();
      assertThat(text.lines().get(0)).isEqualTo("check/42: exclusive, held");
      assertThat(text.lines().get(1))
          .contains("  holds  exclusive  host ")
          .contains(", pid " + ProcessHandle.current().pid() + ", thread " + threadName())
          .contains(", in line since ")
          .endsWith("token " + hold.fencingToken());
      Outcome json = call("check", "check/42", "--json");
      assertThat(json.exitCode()).isZero();
      assertThat(json.out())
          .startsWith(
              "{\"resource\":\"check/42\",\"path\":\"/zklocked/check%2F42\",\"kind\":\"exclusive\","
                  + "\"permits\":null,\"holders\":1,\"waiters\":0,\"owners\":[{\"node\":\"_c_")
          .contains("\"mode\":\"exclusive\",\"holds\":true,\"token\":" + hold.fencingToken())
          .contains("\"client\":\"zklocked\",\"host\":\"")
          .contains("\"pid\":\"" + ProcessHandle.current().pid() + "\"")
          .endsWith(",\"says\":null}]}\n");
      System.out.print("[cli] " + text.out() + "[cli] " + json.out());
    }
  }

  private static String threadName() {
    return Thread.currentThread().getName();
  }

  @Test
  void keyThatNobodyKnowsIsFree() {
    assertThat(call("check", "never/seen")).isEqualTo(new Outcome(1, "never/seen: free\n", ""));
    assertThat(call("queue", "never/seen")).isEqualTo(new Outcome(1, "never/seen: free\n", ""));
    assertThat(call("check", "never/seen", "--json"))
        .isEqualTo(
            new Outcome(
                1,
                "{\"resource\":\"never/seen\",\"path\":\"/zklocked/never%2Fseen\",\"kind\":\"free\","
                    + "\"permits\":null,\"holders\":0,\"waiters\":0,\"owners\":[]}\n",
                ""));
  }

  @Test
  void keyThatEscapesItsRootIsRefused() {
    for (String key :
        List.of("/zklocked/a/b", "/zklocked/.system/orders", "/zookeeper/x", "a/../b")) {
      Outcome refused = call("check", key);
      assertThat(refused.exitCode()).as(key).isEqualTo(64);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err().lines()).hasSize(1);
      System.out.print("[cli] " + refused.err());
      Outcome json = call("break", key, "--reason=x", "--yes", "--json");
      assertThat(json.exitCode()).isEqualTo(64);
      assertThat(json.out())
          .startsWith("{\"error\":\"key\",\"message\":\"")
          .endsWith("\"exitCode\":64}\n");
    }
  }

  @Test
  void queueShowsWhoHoldsAndWhoWaitsInTheirOrder() throws Exception {
    Hold hold = locks.acquire("queue/1");
    CompletableFuture<Hold> waiting = waiter("queue/1", LockRequest.DEFAULT);
    Outcome text = call("queue", "queue/1");
    assertThat(text.lines()).hasSize(3);
    assertThat(text.lines().get(0)).isEqualTo("queue/1: exclusive, held; 1 waits");
    assertThat(text.lines().get(1)).startsWith("    1  holds  exclusive  host ");
    assertThat(text.lines().get(2)).startsWith("    2  waits  exclusive  host ");
    assertThat(call("queue", "queue/1", "--json").out())
        .contains("\"holders\":1,\"waiters\":1,\"contenders\":[{")
        .containsPattern("\"holds\":true.*\"holds\":false");
    hold.close();
    waiting.get(20, TimeUnit.SECONDS).close();
  }

  @Test
  void readersHoldTogetherAndTheWriterWaits() throws Exception {
    LockRequest read = LockRequest.DEFAULT.withMode(LockMode.READ);
    try (Hold one = locks.acquire("rw/1", read);
        Hold other = others.acquire("rw/1", read)) {
      assertThat(other.resource()).isEqualTo(one.resource());
      Outcome text = call("queue", "rw/1");
      assertThat(text.lines().get(0)).isEqualTo("rw/1: read/write, held by 2");
      assertThat(text.out()).contains("holds  read  ");
    }
  }

  @Test
  void semaphoreShowsItsPermits() throws Exception {
    LockRequest two = LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE).withPermits(2);
    Hold one = locks.acquire("sem/1", two);
    try (Hold other = others.acquire("sem/1", two)) {
      assertThat(other.resource()).isEqualTo(one.resource());
      await(() -> call("check", "sem/1").lines().get(0).endsWith("held"));
      CompletableFuture<Hold> third = others.acquireAsync("sem/1", two).toCompletableFuture();
      await(() -> call("check", "sem/1").lines().get(0).endsWith("held; 1 waits"));
      assertThat(call("check", "sem/1").lines().get(0))
          .isEqualTo("sem/1: semaphore, 2 of 2 permits held; 1 waits");
      assertThat(call("queue", "sem/1", "--json").out())
          .contains("\"kind\":\"semaphore\",\"permits\":2,\"holders\":2,\"waiters\":1");
      one.close();
      third.get(20, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void permitsThatCannotBeAreNotShown() throws Exception {
    String leases = "/zklocked/odd%2Fpermits/leases";
    curator.create().creatingParentsIfNeeded().forPath(leases, new byte[0]);
    curator
        .create()
        .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
        .forPath(leases + "/_c_x-lease-", "{\"permits\":\"-5\"}".getBytes(StandardCharsets.UTF_8));
    for (String option : List.of("--root=/zklocked", "--json")) {
      Outcome called = call("ls", "odd/", option);
      assertThat(called.exitCode()).isZero();
      assertThat(called.out()).contains("odd/permits").doesNotContain("of -5", "\"permits\":-5");
    }
    curator.delete().deletingChildrenIfNeeded().forPath("/zklocked/odd%2Fpermits");
  }

  @Test
  void contendersOfCuratorAppearAsSuch() throws Exception {
    InterProcessMutex mutex = new InterProcessMutex(curator, "/services/nightly");
    mutex.acquire();
    try {
      Outcome text = call("check", "/services/nightly");
      assertThat(text.lines().get(0)).isEqualTo("/services/nightly: exclusive, held");
      assertThat(text.out()).contains("curator: a client of another kind, whose node says '");
      assertThat(call("check", "/services/nightly", "--json").out())
          .contains("\"client\":\"curator\",\"host\":null,\"pid\":null")
          .containsPattern("\"says\":\"[0-9a-f.:]+\"");
      assertThat(call("ls", "/services").out()).startsWith("/services/nightly: exclusive, held  [");
      assertThat(call("ls", "/").out()).contains("/services/nightly: exclusive, held");
    } finally {
      mutex.release();
    }
  }

  @Test
  void whatStrangersWroteIsEscaped() throws Exception {
    String evil = "{\"host\":\"\\u001b[2Jweb\",\"thread\":\"\\u202egnp\"}";
    String name = "/zklocked/evil%2F\u202egnp";
    curator.create().creatingParentsIfNeeded().forPath(name, new byte[0]);
    curator
        .create()
        .withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
        .forPath(name + "/_c_x-lock-", evil.getBytes(StandardCharsets.UTF_8));
    for (String[] command :
        List.of(
            new String[] {"ls", "evil/"},
            new String[] {"ls", "evil/", "--json"},
            new String[] {"who", "\uFFFD[2Jweb"},
            new String[] {"queue", "evil/\u202egnp"})) {
      Outcome called = call(command);
      assertThat(called.out()).containsPattern("evil/").doesNotContain("\u001b", "\u202e");
      System.out.print("[cli] " + called.out());
    }
    curator.delete().deletingChildrenIfNeeded().forPath(name);
  }

  @Test
  void listingShowsWhatBeginsSoInOrder() {
    try (Hold b = locks.acquire("list/b");
        Hold a = locks.acquire("list/a");
        Hold c = locks.acquire("listen")) {
      assertThat(List.of(a, b, c)).allSatisfy(hold -> assertThat(hold.fencingToken()).isPositive());
      Outcome text = call("ls", "list/");
      assertThat(text.exitCode()).isZero();
      assertThat(text.lines()).hasSize(2);
      assertThat(text.lines().get(0))
          .startsWith("list/a: exclusive, held  [holds  exclusive  host ");
      assertThat(text.lines().get(1)).startsWith("list/b: exclusive, held  [");
      Outcome json = call("ls", "list", "--json");
      assertThat(json.lines()).hasSize(3);
      assertThat(json.lines().get(2))
          .startsWith(
              "{\"resource\":\"listen\",\"path\":\"/zklocked/listen\",\"kind\":\"exclusive\"")
          .contains("\"first\":{\"node\":\"_c_");
    }
    assertThat(call("ls", "nothing/here")).isEqualTo(new Outcome(1, "", ""));
  }

  @Test
  void processIsFoundByHostAndNumber() {
    try (Hold hold = locks.acquire("who/1")) {
      String pid = Long.toString(ProcessHandle.current().pid());
      Outcome text = call("who", pid);
      assertThat(text.exitCode()).isZero();
      assertThat(text.out()).contains("who/1: holds  exclusive  host ");
      Matcher host = Matcher.of(text.out());
      assertThat(call("who", host.name()).out()).contains("who/1: holds");
      assertThat(call("who", host.name() + ":" + pid, "who/").out()).contains("who/1: holds");
      assertThat(call("who", host.name() + ":1")).isEqualTo(new Outcome(1, "", ""));
      assertThat(call("who", "elsewhere")).isEqualTo(new Outcome(1, "", ""));
      assertThat(call("who", pid, "--json").out())
          .contains(
              "{\"resource\":\"who/1\",\"path\":\"/zklocked/who%2F1\",\"kind\":\"exclusive\",")
          .contains("\"contender\":{\"node\":\"")
          .contains("\"token\":" + hold.fencingToken());
    }
  }

  private record Matcher(String name) {
    static Matcher of(String text) {
      var found = Pattern.compile("host ([^,]+),").matcher(text);
      assertThat(found.find()).isTrue();
      return new Matcher(found.group(1));
    }
  }

  @Test
  void holderOfABrokenLockIsToldWhyAndTheNextGetsIt() throws Exception {
    Hold hold = locks.acquire("break/1");
    CompletableFuture<Hold> next = waiter("break/1", LockRequest.DEFAULT);
    CountDownLatch lost = new CountDownLatch(1);
    Thread body =
        new Thread(
            () -> {
              while (hold.state() != LockState.LOST) {
                Thread.onSpinWait();
              }
              lost.countDown();
            });
    body.start();
    Outcome broken = call("break", "break/1", "--reason", "it hangs", "--yes");
    assertThat(broken.exitCode()).isZero();
    assertThat(broken.out()).startsWith("broken break/1: holds  exclusive  host ");
    next.get(20, TimeUnit.SECONDS).close();
    assertThat(lost.await(20, TimeUnit.SECONDS)).isTrue();
    await(() -> lossOf(hold).reason() == LockLostException.Reason.BROKEN);
    LockLostException loss = catchThrowableOfType(LockLostException.class, hold::close);
    assertThat(loss.reason()).isEqualTo(LockLostException.Reason.BROKEN);
    assertThat(loss)
        .hasMessageContaining(
            "an operator broke it: 'it hangs' (" + System.getProperty("user.name") + " on ");
    System.out.println("[cli] " + broken.out() + "[cli] " + loss.getMessage());
    Outcome breaks = call("breaks");
    assertThat(breaks.out()).contains("break/1, held by host ").contains(": 'it hangs' (");
    assertThat(call("breaks", "--json").out())
        .contains("\"resource\":\"break/1\",\"node\":\"/zklocked/break%2F1/_c_")
        .contains("\"reason\":\"it hangs\"}");
  }

  private static LockLostException lossOf(Hold hold) {
    return catchThrowableOfType(LockLostException.class, hold::ensureValid);
  }

  @Test
  void recordsOfBrokenLocksDoNotPileUp() throws Exception {
    String directory = "/many/.system/broken";
    curator.create().creatingParentsIfNeeded().forPath(directory, new byte[0]);
    for (int i = 0; i < 1_000; i++) {
      curator.create().inBackground().forPath(directory + "/old-" + i, new byte[0]);
    }
    ZkLocksConfig config = ZkLocksConfig.connect(server.getConnectString()).withRoot("/many");
    try (ZkLocks elsewhere = ZkLocks.start(config)) {
      Hold hold = elsewhere.acquire("a");
      await(() -> curator.getChildren().forPath(directory).size() == 1_000);
      assertThat(call("break", "a", "--root=/many", "--reason=x", "--yes").exitCode()).isZero();
      assertThat(catchThrowableOfType(LockLostException.class, () -> closeLost(hold)).reason())
          .isEqualTo(LockLostException.Reason.BROKEN);
    }
    List<String> left = curator.getChildren().forPath(directory);
    assertThat(left).hasSize(900).anyMatch(name -> name.startsWith("_c_")).doesNotContain("old-0");
  }

  @Test
  void breakingWhatNobodyHoldsBreaksNothing() {
    assertThat(call("break", "break/none", "--reason=x", "--yes"))
        .isEqualTo(new Outcome(1, "break/none: free\n", ""));
  }

  @Test
  void breakWithoutATerminalNeedsYes() {
    try (Hold hold = locks.acquire("break/2")) {
      Outcome refused = call("break", "break/2", "--reason=x");
      assertThat(refused.exitCode()).isEqualTo(64);
      assertThat(refused.err())
          .isEqualTo(
              "zklocked: There is nobody to ask. Give --yes to break break/2 without a question.\n");
      assertThat(hold.state()).isEqualTo(LockState.VALID);
    }
    assertThat(call("break", "break/2", "--yes").err())
        .contains("Missing required option: '--reason");
    assertThat(call("break", "break/2", "--reason= ", "--yes").exitCode()).isEqualTo(64);
  }

  @Test
  void breakOfSeveralHoldersWantsToKnowWhich() {
    LockRequest two = LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE).withPermits(2);
    Hold one = locks.acquire("break/3", two);
    Hold other = others.acquire("break/3", two);
    Outcome which = call("break", "break/3", "--reason=x", "--yes");
    assertThat(which.exitCode()).isEqualTo(64);
    assertThat(which.err())
        .startsWith("zklocked: 2 hold break/3: say which by --holder HOST:PID")
        .contains("Holders: _c_");
    assertThat(call("break", "break/3", "--reason=x", "--yes", "--holder=elsewhere").err())
        .contains("None of those who hold break/3 is elsewhere.");
    String node =
        Pattern.compile("_c_[^ ]*")
            .matcher(which.err())
            .results()
            .findFirst()
            .orElseThrow()
            .group();
    Outcome json = call("break", "break/3", "--reason=x", "--yes", "--holder", node, "--json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out())
        .startsWith(
            "{\"resource\":\"break/3\",\"path\":\"/zklocked/break%2F3\",\"kind\":\"semaphore\",")
        .contains("\"broken\":[{\"node\":\"" + node + "\"")
        .contains("\"record\":\"/zklocked/.system/broken/" + node + "-")
        .endsWith("\"gone\":false}],\"warnings\":[]}\n");
    assertThat(call("break", "break/3", "--reason=x", "--yes", "--holder=all").exitCode()).isZero();
    for (Hold hold : List.of(one, other)) {
      assertThat(catchThrowableOfType(LockLostException.class, () -> closeLost(hold)).reason())
          .isEqualTo(LockLostException.Reason.BROKEN);
    }
  }

  private static void closeLost(Hold hold) throws Exception {
    await(
        () -> {
          LockLostException loss = lossOf(hold);
          return loss != null && loss.reason() == LockLostException.Reason.BROKEN;
        });
    hold.close();
  }
}
