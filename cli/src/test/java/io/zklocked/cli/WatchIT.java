package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.time.Duration;
import java.util.List;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WatchIT {

  @Test
  void watchTellsWhatHappensUntilCtrlC() throws Exception {
    try (TestingServer server = new TestingServer();
        ZkLocks locks = ZkLocks.start(ZkLocksConfig.connect(server.getConnectString()));
        CommandProcess watch =
            CommandProcess.start(
                List.of(), "watch", "orders/42", "--connect", server.getConnectString())) {
      assertThat(watch.line("orders/42")).endsWith("  orders/42: free");
      try (Hold hold = locks.acquire("orders/42")) {
        assertThat(watch.line("holds  exclusive")).endsWith("token " + hold.fencingToken());
        assertThat(watch.line("orders/42")).endsWith("  orders/42: exclusive, held");
      }
      assertThat(watch.line("left")).contains("left   holds  exclusive  host ");
      assertThat(watch.line("orders/42")).endsWith("  orders/42: free");
      server.restart();
      try (Hold hold = locks.acquire("orders/42")) {
        assertThat(watch.line("holds")).endsWith("token " + hold.fencingToken());
      }
      assertThat(watch.line("orders/42: free")).isNotEmpty();
      watch.interrupt();
      assertThat(watch.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void watchOfASemaphorePrintsJsonForEachChange() throws Exception {
    LockRequest two = LockRequest.DEFAULT.withMode(LockMode.SEMAPHORE).withPermits(2);
    try (TestingServer server = new TestingServer();
        ZkLocks locks = ZkLocks.start(ZkLocksConfig.connect(server.getConnectString()));
        CommandProcess watch =
            CommandProcess.start(
                List.of(), "watch", "slots", "--json", "--connect", server.getConnectString())) {
      assertThat(watch.line("\"kind\":\"free\"")).contains("\"contenders\":[],\"at\":\"");
      try (Hold one = locks.acquire("slots", two)) {
        assertThat(watch.line("\"permits\":2,\"holders\":1"))
            .contains("\"token\":" + one.fencingToken());
        try (Hold other = locks.acquire("slots", two.withWaitTime(Duration.ZERO))) {
          assertThat(other.resource()).isEqualTo("slots");
        }
      }
      assertThat(watch.line("\"kind\":\"free\"")).isNotEmpty();
      watch.interrupt();
      assertThat(watch.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void watchEndsWhenNobodyReadsIt() throws Exception {
    try (TestingServer server = new TestingServer();
        ZkLocks locks = ZkLocks.start(ZkLocksConfig.connect(server.getConnectString()));
        CommandProcess watch =
            CommandProcess.start(List.of(), "watch", "k", "--connect", server.getConnectString())) {
      assertThat(watch.line("k: free")).isNotEmpty();
      watch.closeOutput();
      try (Hold hold = locks.acquire("k")) {
        assertThat(watch.exitCode()).isEqualTo(74);
        hold.ensureValid();
      }
    }
  }
}
