package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the log says of those who wait for long, on locks of this JVM. */
@Timeout(30)
class WaitWarningTest {

  private static final ZkLocksConfig CONFIG =
      ZkLocksConfig.memory().withRoot("/WaitWarningTest").with("wait-warning", "1ms");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setErr(before);
  }

  @Test
  void waitingThreadIsToldOfOnceWithWhoHoldsTheLock() throws Exception {
    try (ZkLocks locks = ZkLocks.start(CONFIG)) {
      FutureTask<Void> waiter = new FutureTask<>(() -> locks.acquire("ledger").close(), null);
      try (Hold hold = locks.acquire("ledger")) {
        new Thread(waiter, "waiter").start();
        awaitWarning();
        assertThat(hold.state()).isNotNull();
      }
      waiter.get(20, TimeUnit.SECONDS);
      assertThat(warnings())
          .singleElement()
          .asString()
          .startsWith("[waiter] WARN io.zklocked - thread 'waiter' has waited ")
          .contains(" ms for lock 'ledger' (/WaitWarningTest/ledger), in by hand: held by host ")
          .containsPattern(", pid [0-9]+, thread .*, in by hand, in line since 20[0-9-]+T");
    }
  }

  @Test
  void ofSeveralLocksTheOneThatIsWaitedForIsToldOf() throws Exception {
    try (ZkLocks locks = ZkLocks.start(CONFIG)) {
      FutureTask<Void> waiter =
          new FutureTask<>(() -> locks.acquireAll(List.of("a", "b")).close(), null);
      try (Hold hold = locks.acquire("b")) {
        new Thread(waiter, "waiter").start();
        awaitWarning();
        assertThat(hold.state()).isNotNull();
      }
      waiter.get(20, TimeUnit.SECONDS);
      assertThat(warnings()).singleElement().asString().contains(" for lock 'b' (");
    }
  }

  @Test
  void stageThatIsNotCompleteIsToldOf() throws Exception {
    try (ZkLocks locks = ZkLocks.start(CONFIG)) {
      CompletionStage<Hold> stage;
      try (Hold hold = locks.acquire("ledger")) {
        stage = locks.acquireAsync("ledger");
        awaitWarning();
        assertThat(hold.state()).isNotNull();
      }
      stage.toCompletableFuture().get(20, TimeUnit.SECONDS).close();
      assertThat(warnings()).singleElement().asString().contains(" for lock 'ledger' (");
    }
  }

  @Test
  void nothingIsSaidWhereItIsSwitchedOff() throws Exception {
    for (String off : new String[] {"off", "0"}) {
      try (ZkLocks locks = ZkLocks.start(CONFIG.with("wait-warning", off));
          Hold hold = locks.acquire("ledger")) {
        FutureTask<Boolean> waiter =
            new FutureTask<>(() -> locks.tryAcquire("ledger", Duration.ofMillis(400)).isPresent());
        new Thread(waiter, "waiter").start();
        assertThat(waiter.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(hold.state()).isNotNull();
      }
    }
    assertThat(warnings()).isEmpty();
  }

  private void awaitWarning() {
    while (warnings().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private List<String> warnings() {
    return said.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("has waited"))
        .toList();
  }
}
