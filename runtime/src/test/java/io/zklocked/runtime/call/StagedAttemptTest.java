package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockInterruptedException;
import io.zklocked.LockMode;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.spi.ThreadHolds;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds that come as stages. */
@Timeout(30)
class StagedAttemptTest {

  private record Ringing(long nanos, Runnable event, CompletableFuture<Void> future) {}

  private static final LockKey KEY = new LockKey("orders/42", "/app/orders%2F42", false);

  private final ScriptedSpace space = new ScriptedSpace();
  private final List<Ringing> alarms = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Acquirer acquirer = acquirer(0);

  StagedAttemptTest() {
    space.grantsAtOnce = false;
  }

  private Acquirer acquirer(long warnNanos) {
    Waiting waiting = new Waiting(TimeUnit.SECONDS.toNanos(5), warnNanos, warnings::add);
    return new Acquirer(space, waiting, 0, this::set, null);
  }

  private Future<?> set(long nanos, Runnable event) {
    Ringing alarm = new Ringing(nanos, event, new CompletableFuture<>());
    alarms.add(alarm);
    return alarm.future();
  }

  @Test
  void grantComesOnAnotherThreadAndBelongsToNone() throws Exception {
    CompletableFuture<OpenHold> stage = acquire(WaitTime.FOREVER);
    CountDownLatch isTold =
        new CountDownLatch(1); // a thread that waits for a stage may complete it
    CompletableFuture<Thread> told =
        stage.thenApply(
            hold -> {
              assertThat(ThreadHolds.innermost()).isNull();
              isTold.countDown();
              return Thread.currentThread();
            });
    space.attempts.get(0).grant();
    assertThat(isTold.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told.get(20, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    assertThat(ThreadHolds.innermost()).isNull();
    assertThat(stage.get().leave()).isNull();
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
    assertThat(alarms).isEmpty();
  }

  @Test
  void callerDoesNotEnterAgainWhatItAcquiredAsAStage() throws Exception {
    CompletableFuture<OpenHold> first = acquire(WaitTime.FOREVER);
    space.attempts.get(0).grant();
    OpenHold hold = first.get(20, TimeUnit.SECONDS);
    CompletableFuture<OpenHold> second = acquire(WaitTime.FOREVER);
    assertThat(space.attempts).hasSize(2);
    second.cancel(true);
    hold.leave();
  }

  @Test
  void cancelledStageGivesTheAttemptUp() {
    CompletableFuture<OpenHold> stage = acquire(WaitTime.parse("10s"));
    assertThat(stage.cancel(false)).isTrue();
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "give up INTERRUPT");
    assertThat(alarms).singleElement().satisfies(a -> assertThat(a.future()).isCancelled());
    assertThatThrownBy(stage::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void grantThatComesTooLateForACancelledStageIsClosed() throws Exception {
    CompletableFuture<Void> made = new CompletableFuture<>();
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    CompletableFuture<OpenHold> stage =
        acquirer.acquireAsync(
            wish(WaitTime.FOREVER),
            hold -> {
              made.complete(null);
              cancelled.join();
              return hold;
            });
    space.attempts.get(0).grant();
    made.get(20, TimeUnit.SECONDS);
    assertThat(stage.cancel(false)).isTrue();
    cancelled.complete(null);
    space.closed.get(20, TimeUnit.SECONDS);
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
  }

  @Test
  void waitTimeIsKeptByAlarmsThatAskForTheHolderFirst() throws Exception {
    CompletableFuture<OpenHold> stage = acquire(new WaitTime(Duration.ofSeconds(10).toNanos()));
    assertThat(alarms).hasSize(1);
    assertThat(alarms.get(0).nanos()).isEqualTo(Duration.ofMillis(9900).toNanos());
    alarms.get(0).event().run();
    assertThat(space.events).endsWith("look up");
    assertThat(alarms).hasSize(2);
    assertThat(alarms.get(1).nanos()).isEqualTo(Duration.ofMillis(100).toNanos());
    alarms.get(1).event().run();
    assertThat(space.events).endsWith("give up TIMEOUT");
    assertThatThrownBy(() -> stage.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LockInterruptedException.class);
  }

  @Test
  void longWaitIsToldOfOnceAndEndsOnTime() {
    CompletableFuture<OpenHold> stage =
        acquirer(Duration.ofSeconds(2).toNanos())
            .acquireAsync(wish(WaitTime.parse("10s")), Function.identity());
    ring(0, Duration.ofSeconds(2));
    assertThat(space.events).endsWith("look up");
    assertThat(warnings).isEmpty();
    ring(1, Duration.ofMillis(100));
    assertThat(warnings).containsExactly("test waits for orders/42");
    ring(2, Duration.ofMillis(7800));
    ring(3, Duration.ofMillis(100));
    assertThat(space.events).endsWith("look up", "give up TIMEOUT");
    assertThat(warnings).hasSize(1);
    assertThat(stage).failsWithin(Duration.ofSeconds(20));
  }

  @Test
  void waitWithoutEndIsToldOfOnce() {
    CompletableFuture<OpenHold> stage =
        acquirer(Duration.ofSeconds(2).toNanos())
            .acquireAsync(wish(WaitTime.FOREVER), Function.identity());
    ring(0, Duration.ofSeconds(2));
    ring(1, Duration.ofMillis(100));
    assertThat(warnings).hasSize(1);
    assertThat(alarms).hasSize(2);
    stage.cancel(false);
  }

  private void ring(int alarm, Duration after) {
    assertThat(alarms).hasSize(alarm + 1);
    assertThat(alarms.get(alarm).nanos()).isEqualTo(after.toNanos());
    alarms.get(alarm).event().run();
  }

  @Test
  void grantSwitchesItsAlarmOff() throws Exception {
    CompletableFuture<OpenHold> stage = acquire(WaitTime.ONCE);
    assertThat(alarms.get(0).nanos()).isEqualTo(Duration.ofMillis(4900).toNanos());
    space.attempts.get(0).grant();
    assertThat(alarms.get(0).future()).isCancelled();
    stage.get(20, TimeUnit.SECONDS).leave();
  }

  private CompletableFuture<OpenHold> acquire(WaitTime wait) {
    return acquirer.acquireAsync(wish(wait), Function.identity());
  }

  private static Acquirer.Wish wish(WaitTime wait) {
    return new Acquirer.Wish(
        KEY,
        "orders/{id}",
        "test",
        LockMode.EXCLUSIVE,
        1,
        wait,
        false,
        true,
        Request.AS_CONFIGURED);
  }
}
