package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.spi.ThreadHolds;
import io.zklocked.syntax.WaitTime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of methods with several locks, on a space that grants them all in the order asked. */
class HeldTogetherTest {

  private final ScriptedSpace space = new ScriptedSpace();
  private final List<String> warnings = new ArrayList<>();
  private final Calls calls =
      new Calls(
          new Acquirer(space, new Waiting(1, 0, any -> {}), 0, HeldTogetherTest::silent, null),
          KeySpace.below("/app"),
          any -> null,
          WaitTime.FOREVER,
          new Retention(1_000_000_000L, warnings::add),
          new OverdueWatch(HeldTogetherTest::silent, any -> {}, warnings::add),
          new MinimumHolds(HeldTogetherTest::silent, warnings::add),
          Transactions.NONE,
          lock -> lock,
          warnings::add);

  private static Future<?> silent(long nanos, Runnable event) {
    return CompletableFuture.completedFuture(null);
  }

  @AfterEach
  void nothingIsLeftOnTheThread() {
    assertThat(ThreadHolds.innermost()).isNull();
  }

  @Test
  void locksAreAskedForTogetherAndReleasedInReverse() {
    LockedMethod method =
        prepare(
            lock("a/{x}", LockMode.EXCLUSIVE),
            lock("b", LockMode.READ),
            lock("c/{y}/{x}", LockMode.WRITE));
    Object entered = method.enter(null, new @Nullable Object[] {"1", 2});
    assertThat(HeldLock.current().resource()).isEqualTo("c/2/1");
    LockedMethod.exit(entered, null, null);
    assertThat(space.events)
        .containsExactly(
            "acquire all [a/1, b, c/2/1]", "close WRITE", "close READ", "close EXCLUSIVE");
  }

  @Test
  void eachLossIsToldAndTheFirstIsThrown() {
    LockedMethod method = prepare(lock("a", LockMode.EXCLUSIVE), lock("b/{x}", LockMode.EXCLUSIVE));
    Object entered = method.enter(null, new @Nullable Object[] {"1", 2});
    space.loss = LockLostException.Reason.SESSION_EXPIRED;
    assertThatThrownBy(() -> LockedMethod.exit(entered, null, null))
        .isInstanceOfSatisfying(
            LockLostException.class,
            lost -> {
              assertThat(lost.resource()).isEqualTo("b/1");
              assertThat(Arrays.asList(lost.getSuppressed()))
                  .singleElement()
                  .isInstanceOfSatisfying(
                      LockLostException.class,
                      other -> assertThat(other.resource()).isEqualTo("a"));
            });
    assertThat(space.events).endsWith("close EXCLUSIVE", "close EXCLUSIVE");
  }

  @Test
  void failureOfTheBodyCarriesTheLoss() {
    LockedMethod method = prepare(lock("a", LockMode.EXCLUSIVE), lock("b", LockMode.EXCLUSIVE));
    Object entered = method.enter(null, new @Nullable Object[] {"1", 2});
    space.loss = LockLostException.Reason.NODE_DELETED;
    IllegalStateException own = new IllegalStateException("own");
    LockedMethod.exit(entered, null, own);
    assertThat(own.getSuppressed()).singleElement().isInstanceOf(LockLostException.class);
  }

  @Test
  void pendingStageKeepsAllUntilItCompletes() {
    LockedMethod method = prepare(lock("a", LockMode.READ), lock("b", LockMode.WRITE));
    Object entered = method.enter(null, new @Nullable Object[] {"1", 2});
    CompletableFuture<String> stage = new CompletableFuture<>();
    LockedMethod.exit(entered, stage, null);
    assertThat(space.events).containsExactly("acquire all [a, b]");
    stage.complete("done");
    assertThat(space.events).endsWith("close WRITE", "close READ");
  }

  @Test
  void heldLockIsEnteredAgainAndLeftOnceForEachLock() {
    LockedMethod one = prepare(lock("a", LockMode.EXCLUSIVE));
    LockedMethod both = prepare(lock("a", LockMode.EXCLUSIVE), lock("{x}", LockMode.EXCLUSIVE));
    Object outer = one.enter(null, new @Nullable Object[] {"a", 2});
    Object inner = both.enter(null, new @Nullable Object[] {"a", 2});
    LockedMethod.exit(inner, null, null);
    assertThat(space.events).containsExactly("acquire EXCLUSIVE", "reentered", "reentered");
    LockedMethod.exit(outer, null, null);
    assertThat(space.events).endsWith("close EXCLUSIVE");
  }

  @Test
  void lockThatIsToBeKeptForTooLongIsKeptForLessAndThatIsSaid() {
    LockedMethod method =
        prepare(
            retained("a", "2s"), retained("b", "PT0.1S"), retained("c", "0"), retained("d", ""));
    assertThat(warnings)
        .containsExactly(
            getClass().getName()
                + "#body(String,int): retain = \"2s\" is longer than a quarter of session-timeout:"
                + " 1000 ms are taken. A lock is granted from what was retained only while at least"
                + " that much of its session is left");
    LockedMethod.exit(method.enter(null, new @Nullable Object[] {"1", 2}), null, null);
    assertThat(space.retained).containsExactly(1_000_000_000L, 100_000_000L, 0L, -1L);
  }

  private static LockAttributes retained(String template, String retain) {
    return LockAttributes.DEFAULT.and("value", template).and("retain", retain);
  }

  private static LockAttributes lock(String template, LockMode mode) {
    return LockAttributes.DEFAULT.and("value", template).and("mode", mode.name());
  }

  private LockedMethod prepare(LockAttributes... locks) {
    return calls.prepare(
        new MethodFacts(
            MethodHandles.lookup(),
            "body",
            MethodType.methodType(void.class, String.class, int.class),
            true,
            List.of("x", "y"),
            List.of(locks)));
  }
}
