package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** So many keys that their names alone are more than a client takes in one answer by default. */
@Tag("soak")
@Timeout(600)
class ManyKeysIT {

  private static final int KEYS = Integer.getInteger("zklocked.cli.keys", 300_000);
  private static final int AT_ONCE = 1_000;
  private static final String RECORD =
      "{\"v\":\"1\",\"host\":\"web-%d\",\"pid\":\"%d\",\"thread\":\"main\"}";

  @Test
  void allAreListedInALittleMemory() throws Exception {
    try (TestingServer server = new TestingServer()) {
      create(server.getConnectString());
      System.out.printf("[many] %,d keys, each held by one contender%n", KEYS);
      assertThat(listed(server, "ls", "key/")).isEqualTo(KEYS);
      assertThat(listed(server, "ls", "--json")).isEqualTo(KEYS);
      assertThat(listed(server, "who", "web-7")).isEqualTo(KEYS / 100);
      assertThat(listed(server, "ls", "/zklocked")).isEqualTo(KEYS);
    }
  }

  private static long listed(TestingServer server, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--connect", server.getConnectString(), "--connect-timeout=30s"));
    long began = System.nanoTime();
    try (CommandProcess process =
        CommandProcess.start(List.of("-Xmx64m", "-XX:+UseSerialGC"), all.toArray(String[]::new))) {
      long lines = process.countLines();
      assertThat(process.exitCode()).isZero();
      System.out.printf(
          "[many] %s: %,d lines in %.1f s, with a heap of 64 MB%n",
          String.join(" ", arguments), lines, (System.nanoTime() - began) / 1e9);
      return lines;
    }
  }

  @SuppressWarnings("try") // ZooKeeper's own signature
  private static void create(String connect) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    try (ZooKeeper client =
        new ZooKeeper(
            connect,
            30_000,
            event -> {
              if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
              }
            })) {
      assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
      client.create("/zklocked", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
      CountDownLatch created = new CountDownLatch((KEYS + AT_ONCE - 1) / AT_ONCE);
      AtomicInteger failure = new AtomicInteger();
      for (int first = 0; first < KEYS; first += AT_ONCE) {
        List<Op> ops = new ArrayList<>();
        for (int key = first; key < Math.min(KEYS, first + AT_ONCE); key++) {
          String path = "/zklocked/key%%2F%07d".formatted(key);
          byte[] record = RECORD.formatted(key % 100, key).getBytes(StandardCharsets.UTF_8);
          ops.add(Op.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
          ops.add(
              Op.create(
                  path + "/_c_0-lock-",
                  record,
                  Ids.OPEN_ACL_UNSAFE,
                  CreateMode.PERSISTENT_SEQUENTIAL));
        }
        client.multi(
            ops,
            (result, path, context, results) -> {
              failure.compareAndSet(0, result);
              created.countDown();
            },
            null);
      }
      assertThat(created.await(300, TimeUnit.SECONDS)).isTrue();
      assertThat(failure.get()).isZero();
    }
  }
}
