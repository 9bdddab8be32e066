package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockInterruptedException;
import io.zklocked.LockMode;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a thread that waits is told of. */
@Timeout(30)
class WaitingTest {

  private static final LockKey KEY = new LockKey("orders/42", "/app/orders%2F42", false);
  private static final long SOON = Duration.ofMillis(1).toNanos();

  private final ScriptedSpace space = new ScriptedSpace();
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

  WaitingTest() {
    space.grantsAtOnce = false;
  }

  @Test
  void longWaitIsToldOfOnceThoughAnInterruptDoesNotEndIt() throws Exception {
    FutureTask<@Nullable Object> task = task(SOON, WaitTime.FOREVER, false);
    Thread waiter = new Thread(task, "waiter");
    waiter.start();
    assertThat(warnings.poll(20, TimeUnit.SECONDS)).isEqualTo("m waits for orders/42");
    waiter.interrupt();
    while (waiter.isInterrupted()) {
      Thread.onSpinWait(); // until it waits again
    }
    space.attempts.get(0).grant();
    task.get(20, TimeUnit.SECONDS);
    assertThat(warnings).isEmpty();
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "look up", "close EXCLUSIVE");
  }

  @Test
  void interruptBeforeTheLimitEndsTheWaitWithoutAWord() throws Exception {
    FutureTask<@Nullable Object> task =
        task(Duration.ofMinutes(1).toNanos(), WaitTime.FOREVER, true);
    Thread waiter = new Thread(task, "waiter");
    waiter.start();
    waiter.interrupt();
    assertThat(task)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(LockInterruptedException.class);
    assertThat(warnings).isEmpty();
  }

  @Test
  void waitThatEndsNearTheLimitTellsAsMuchByItself() {
    for (String wait : new String[] {"0", "10s", "10100ms", "10199ms"}) {
      assertThat(waiting(Duration.ofSeconds(10).toNanos()).warns(WaitTime.parse(wait)))
          .as(wait)
          .isFalse();
    }
    for (String wait : new String[] {"10200ms", "30s", "forever"}) {
      assertThat(waiting(Duration.ofSeconds(10).toNanos()).warns(WaitTime.parse(wait)))
          .as(wait)
          .isTrue();
      assertThat(waiting(0).warns(WaitTime.parse(wait))).as("off, %s", wait).isFalse();
    }
  }

  private Waiting waiting(long warnNanos) {
    return new Waiting(TimeUnit.SECONDS.toNanos(5), warnNanos, warnings::add);
  }

  private FutureTask<@Nullable Object> task(
      long warnNanos, WaitTime wait, boolean isInterruptible) {
    Acquirer acquirer =
        new Acquirer(
            space, waiting(warnNanos), 0, (nanos, event) -> new CompletableFuture<>(), null);
    Acquirer.Wish wish =
        new Acquirer.Wish(
            KEY,
            "orders/{id}",
            "m",
            LockMode.EXCLUSIVE,
            1,
            wait,
            false,
            isInterruptible,
            Request.AS_CONFIGURED);
    return new FutureTask<>(() -> acquirer.acquire(wish).leave());
  }
}
