package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.spi.ThreadHolds;
import io.zklocked.syntax.WaitTime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that hold their lock for too long, or not for long enough. */
class HoldTermsTest {

  private static final long SECOND = 1_000_000_000L;

  private record Ringing(long nanos, Runnable event, CompletableFuture<Void> future) {}

  private final ScriptedSpace space = new ScriptedSpace();
  private final List<Ringing> alarms = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private boolean isOutOfThreads;
  private final MinimumHolds minimum = new MinimumHolds(this::set, said::add);
  private final Acquirer acquirer =
      new Acquirer(space, new Waiting(1, 0, said::add), 0, this::set, null);
  private final Calls calls =
      new Calls(
          acquirer,
          KeySpace.below("/app"),
          any -> null,
          WaitTime.FOREVER,
          new Retention(SECOND, said::add),
          new OverdueWatch(this::set, space::overdue, said::add),
          minimum,
          Transactions.NONE,
          lock -> lock,
          said::add);

  private Future<?> set(long nanos, Runnable event) {
    if (isOutOfThreads) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    Ringing alarm = new Ringing(nanos, event, new CompletableFuture<>());
    alarms.add(alarm);
    return alarm.future();
  }

  @Test
  void callThatTakesTooLongIsToldWithItsStack() {
    Object entered = enter(prepare(void.class, "warnAfter", "5s"));
    assertThat(alarms).singleElement().extracting(Ringing::nanos).isEqualTo(5 * SECOND);
    alarms.get(0).event().run();
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "overdue");
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith(
            "lock 'a' is held by HoldTermsTest#body for more than 5000 ms (warnAfter), on thread "
                + Thread.currentThread().getName())
        .contains("\n\tat io.zklocked.runtime.call.HoldTermsTest.callThatTakesTooLong");
    LockedMethod.exit(entered, null, null);
    assertThat(space.events).last().isEqualTo("close EXCLUSIVE");
  }

  @Test
  void callThatEndsInTimeIsNotToldOf() {
    Object entered = enter(prepare(void.class, "warnAfter", "5s"));
    LockedMethod.exit(entered, null, null);
    assertThat(alarms).singleElement().matches(alarm -> alarm.future().isCancelled());
    alarms.get(0).event().run(); // it was ringing already
    assertThat(said).isEmpty();
    assertThat(space.events).doesNotContain("overdue");
  }

  @Test
  void callWhoseStageTakesTooLongIsToldWithoutAStack() {
    Object entered = enter(prepare(CompletableFuture.class, "warnAfter", "5s"));
    CompletableFuture<String> pending = new CompletableFuture<>();
    LockedMethod.exit(entered, pending, null);
    alarms.get(0).event().run();
    assertThat(said)
        .containsExactly(
            "lock 'a' is held by HoldTermsTest#body for more than 5000 ms (warnAfter): its body has"
                + " ended, and what it has returned is not complete");
    pending.complete("done");
    assertThat(alarms.get(0).future().isCancelled()).isTrue();
  }

  @Test
  void lockIsHeldOnUntilItsTimeIsOver() {
    Object entered = enter(prepare(void.class, "lockAtLeastFor", "2s"));
    space.heldNanos = SECOND / 2;
    LockedMethod.exit(entered, null, null);
    assertThat(space.events).containsExactly("acquire EXCLUSIVE");
    assertThat(ThreadHolds.innermost()).isNull();
    assertThat(alarms).singleElement().extracting(Ringing::nanos).isEqualTo(SECOND * 3 / 2);
    alarms.get(0).event().run();
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
    minimum.cutShort();
    assertThat(space.events).hasSize(2);
    assertThat(said).isEmpty();
  }

  @Test
  void lockThatWasHeldLongEnoughIsReleasedAtOnce() {
    Object entered = enter(prepare(void.class, "lockAtLeastFor", "2s"));
    space.heldNanos = 2 * SECOND;
    LockedMethod.exit(entered, null, null);
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
    assertThat(alarms).isEmpty();
  }

  @Test
  void lockOfAStageIsHeldOnFromItsCompletion() {
    Object entered = enter(prepare(CompletableFuture.class, "lockAtLeastFor", "2s"));
    CompletableFuture<String> pending = new CompletableFuture<>();
    LockedMethod.exit(entered, pending, null);
    space.heldNanos = SECOND;
    pending.complete("done");
    assertThat(alarms).singleElement().extracting(Ringing::nanos).isEqualTo(SECOND);
    assertThat(space.events).doesNotContain("close EXCLUSIVE");
    alarms.get(0).event().run();
    assertThat(space.events).last().isEqualTo("close EXCLUSIVE");
  }

  @Test
  void shutdownCutsShortWhatIsHeldOnAndSaysSo() {
    LockedMethod method = prepare(void.class, "lockAtLeastFor", "1h");
    LockedMethod.exit(enter(method), null, null);
    minimum.cutShort();
    assertThat(space.events).last().isEqualTo("close EXCLUSIVE");
    assertThat(said)
        .singleElement()
        .asString()
        .matches(
            "the lock of HoldTermsTest#body was to be held for another 3\\d{6} ms"
                + " \\(lockAtLeastFor\\); as this process ends, others have it from now on");
    LockedMethod.exit(enter(method), null, null);
    assertThat(space.events).last().isEqualTo("close EXCLUSIVE");
    assertThat(said).hasSize(2);
  }

  @Test
  void callThatCannotBeWatchedLeavesItsLock() {
    LockedMethod method = prepare(void.class, "warnAfter", "5s");
    isOutOfThreads = true;
    assertThatThrownBy(() -> enter(method)).isInstanceOf(OutOfMemoryError.class);
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
    assertThat(ThreadHolds.innermost()).isNull();
  }

  @Test
  void lockThatCannotBeHeldOnIsReleased() {
    Object entered = enter(prepare(void.class, "lockAtLeastFor", "2s"));
    isOutOfThreads = true;
    assertThatThrownBy(() -> LockedMethod.exit(entered, null, null))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
    minimum.cutShort();
    assertThat(said).isEmpty();
  }

  @Test
  void holdByHandIsToldOfInItsOwnWords() {
    HoldTimes times = new HoldTimes(5 * SECOND, 2 * SECOND);
    Calls.Leave leave = calls.agree(acquirer.acquire(byHand()), times);
    alarms.get(0).event().run();
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("lock 'a' is held by hand for more than 5000 ms (warnAfter), on thread ");
    assertThat(leave.now()).isNull();
    minimum.cutShort();
    assertThat(said)
        .last()
        .asString()
        .startsWith("a lock that was acquired by hand was to be held");
  }

  @Test
  void holdOfNoThreadIsToldOfWithoutAStack() throws Exception {
    Calls.Leave leave = agreed().get(20, TimeUnit.SECONDS);
    alarms.get(0).event().run();
    assertThat(said)
        .containsExactly(
            "lock 'a' is held by hand for more than 5000 ms (warnAfter), by no thread");
    assertThat(leave.now()).isNull();
  }

  @Test
  void stageThatIsCancelledBeforeItHasItsHoldIsNeverOverdue() throws Exception {
    CompletableFuture<Void> made = new CompletableFuture<>();
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    CompletableFuture<Calls.Leave> stage =
        acquirer.acquireAsync(
            byHand(),
            hold -> {
              Calls.Leave leave = calls.agree(hold, new HoldTimes(5 * SECOND, 0));
              made.complete(null);
              cancelled.join();
              return leave;
            });
    made.get(20, TimeUnit.SECONDS);
    assertThat(stage.cancel(false)).isTrue();
    cancelled.complete(null);
    space.closed.get(20, TimeUnit.SECONDS);
    alarms.get(0).event().run();
    assertThat(said).isEmpty();
    assertThat(space.events).doesNotContain("overdue");
  }

  @Test
  void stageWhoseHoldCannotBeWatchedFails() {
    isOutOfThreads = true;
    assertThat(agreed()).failsWithin(Duration.ofSeconds(20));
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
  }

  private CompletableFuture<Calls.Leave> agreed() {
    return acquirer.acquireAsync(byHand(), hold -> calls.agree(hold, new HoldTimes(5 * SECOND, 0)));
  }

  private static Acquirer.Wish byHand() {
    return new Acquirer.Wish(
        KeySpace.below("/app").key("a"),
        Acquirer.BY_HAND,
        Acquirer.BY_HAND,
        LockMode.EXCLUSIVE,
        1,
        WaitTime.FOREVER,
        false,
        true,
        0);
  }

  private static Object enter(LockedMethod method) {
    return method.enter(null, new @Nullable Object[0]);
  }

  private LockedMethod prepare(Class<?> returns, String attribute, String time) {
    return calls.prepare(
        new MethodFacts(
            MethodHandles.lookup(),
            "body",
            MethodType.methodType(returns),
            true,
            List.of(),
            List.of(LockAttributes.DEFAULT.and("value", "a").and(attribute, time))));
  }
}
