package io.zklocked.runtime.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockOrderException;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.OrderCheck;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.curator.OneServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that nest their locks in one order each, on a real server. */
@Timeout(120)
class NeighbourOrdersIT {

  private static final String ORDERS = "/zklocked/.system/orders";

  @TempDir private Path directory;
  private OneServer server;
  private CuratorFramework eye;
  private CapturedLog log;
  private final List<ZkLocks> processes = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    log = new CapturedLog();
    server = new OneServer(directory.resolve("data"));
    eye =
        CuratorFrameworkFactory.builder()
            .connectString(server.address())
            .ensembleTracker(false) // it would watch something
            .authorization("digest", "billing:word".getBytes(UTF_8))
            .retryPolicy(new RetryOneTime(500))
            .build();
    eye.start();
  }

  @AfterEach
  void stop() {
    processes.forEach(ZkLocks::close);
    eye.close();
    server.close();
    log.close();
  }

  private ZkLocksConfig config() {
    return ZkLocksConfig.connect(server.address())
        .withSessionTimeout(Duration.ofSeconds(8))
        .with("acl", "world");
  }

  private ZkLocks process() {
    return process(config());
  }

  private ZkLocks process(ZkLocksConfig config) {
    ZkLocks locks = ZkLocks.start(config);
    processes.add(locks);
    return locks;
  }

  private static void nest(ZkLocks locks, String outer, String inner) {
    try (Hold first = locks.acquire(outer, request(outer));
        Hold second = locks.acquire(inner, request(inner))) {
      first.ensureValid();
      second.ensureValid();
    }
  }

  private static LockRequest request(String resource) {
    return LockRequest.DEFAULT.withLabel(resource.substring(0, resource.indexOf('/')) + "/{id}");
  }

  private void awaitTold(int warnings) throws Exception {
    Eventually.until("told", () -> told().size() == warnings);
  }

  private List<String> told() {
    return log.lines(" order-check: locks are taken in opposite orders: ");
  }

  /** Counts orders alone: a lock that is being released is an ephemeral node as well. */
  private void awaitPublished(int orders) throws Exception {
    Eventually.until("published", () -> nodes("kinds").size() + nodes("keys").size() == orders);
  }

  private int ephemerals() {
    return Integer.parseInt(server.counts().replaceAll(".*ephemerals=(\\d+).*", "$1"));
  }

  @Test
  void circleOfThreeSessionsIsToldOnceAndNothingIsWatched() throws Exception {
    ZkLocks one = process();
    ZkLocks two = process();
    ZkLocks three = process();
    one.acquire("a/1").close();
    assertThat(eye.checkExists().forPath("/zklocked/.system")).as("nothing nested").isNull();
    nest(one, "a/1", "b/1");
    nest(two, "b/1", "c/1");
    awaitPublished(2);
    nest(three, "c/1", "a/1");
    awaitTold(1);
    assertThat(told().get(0)).contains("but in another process (host ");
    String stack = "Caused by: java.lang.Throwable: in another process (host ";
    Eventually.until("both stacks", () -> log.lines(stack).size() == 2);
    awaitPublished(3);
    Eventually.until("locks are free", () -> ephemerals() == 3);
    nest(one, "a/1", "b/1");
    nest(three, "c/2", "a/2");
    processes.forEach(ZkLocks::close);
    assertThat(told()).hasSize(1);
    assertThat(server.counts()).contains(" ephemerals=0 watches=0 ");
  }

  @Test
  void nothingIsLeftAlsoBelowAPersistentRoot() throws Exception {
    eye.create().withMode(CreateMode.CONTAINER).forPath("/zklocked");
    ZkLocksConfig persistent = config().with("persistent-parents", "/zklocked");
    nest(process(persistent), "a/1", "b/1");
    nest(process(persistent), "a/1", "a/2");
    awaitPublished(2);
    processes.forEach(ZkLocks::close);
    assertThat(eye.getChildren().forPath(ORDERS)).hasSize(2);
    Eventually.until(
        "the control tree is gone",
        () -> {
          server.reapContainers();
          return eye.checkExists().forPath("/zklocked/.system") == null;
        });
    assertThat(eye.getChildren().forPath("/zklocked"))
        .containsExactlyInAnyOrder("a%2F1", "a%2F2", "b%2F1");
  }

  @Test
  void ordersAreThereAgainInTheNextSession() throws Exception {
    ZkLocks one = process();
    nest(one, "a/1", "b/1");
    awaitPublished(1);
    String before = nodes("kinds").get(0);
    server.closeSession(eye.checkExists().forPath(before).getEphemeralOwner());
    Eventually.until("gone", () -> !nodes("kinds").contains(before));
    awaitPublished(1);
    nest(process(), "b/1", "a/1");
    awaitTold(1);
  }

  private List<String> nodes(String what) throws Exception {
    List<String> nodes = new ArrayList<>();
    for (String order : children(ORDERS + "/" + what)) {
      String path = ORDERS + "/" + what + "/" + order;
      children(path).forEach(node -> nodes.add(path + "/" + node));
    }
    return nodes;
  }

  private List<String> children(String path) throws Exception {
    return eye.checkExists().forPath(path) == null ? List.of() : eye.getChildren().forPath(path);
  }

  @Test
  void ordersAreKnownAfterTheServerWasAway() throws Exception {
    ZkLocks one = process();
    ZkLocks two = process(config().withOrderCheck(OrderCheck.FAIL));
    nest(one, "a/1", "b/1");
    two.acquire("b/1").close();
    server.restart();
    assertThatThrownBy(() -> nest(two, "b/1", "a/1")).isInstanceOf(LockOrderException.class);
  }

  @Test
  void secondOrderIsRefusedBeforeItWaits() throws Exception {
    ZkLocks one = process(config().withOrderCheck(OrderCheck.FAIL));
    ZkLocks two = process(config().withOrderCheck(OrderCheck.FAIL));
    nest(one, "a/1", "b/1");
    try (Hold held = one.acquire("a/1", request("a/1"))) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> nest(two, "b/1", "a/1"))
            .isInstanceOf(LockOrderException.class)
            .hasMessageContaining(", but in another process (host ");
      }
      nest(two, "c/1", "b/1");
      held.ensureValid();
    }
    one.close();
    nest(two, "b/1", "a/1");
  }

  @Test
  void ordersAreProtectedAsLocksAre() throws Exception {
    Path auth = directory.resolve("auth");
    Files.writeString(
        Files.createFile(
            auth,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "digest=billing:word\n");
    ZkLocksConfig ours = config().with("acl", "creator").with("auth-file", auth.toString());
    nest(process(ours), "a/1", "b/1");
    awaitPublished(1);
    for (String path : List.of("/zklocked/.system", ORDERS, nodes("kinds").get(0))) {
      assertThat(eye.getACL().forPath(path))
          .extracting(ACL::getId)
          .extracting(id -> id.getScheme() + ":" + id.getId().replaceAll(":.*", ""))
          .containsExactly("digest:billing");
    }
    nest(process(ours), "b/1", "a/1");
    awaitTold(1);
  }

  @Test
  void whoHasNoRightsIsToldOnceAndKnowsHisOwnOrders() throws Exception {
    eye.create()
        .creatingParentsIfNeeded()
        .withACL(ZooDefs.Ids.CREATOR_ALL_ACL)
        .forPath("/zklocked/.system");
    eye.setACL().withACL(ZooDefs.Ids.OPEN_ACL_UNSAFE).forPath("/zklocked");
    ZkLocks one = process();
    nest(one, "a/1", "b/1");
    Eventually.until(
        "told", () -> log.lines(" order-check: ZooKeeper refuses ", "NO_RIGHTS").size() == 1);
    nest(one, "b/1", "a/1");
    assertThat(told()).hasSize(1);
    assertThat(log.lines(" order-check: ")).hasSize(2);
  }
}
