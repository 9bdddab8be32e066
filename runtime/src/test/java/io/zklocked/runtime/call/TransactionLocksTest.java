package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.OnLost;
import io.zklocked.ReleaseAt;
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

/** Calls with a transaction that the test runs, on a space that grants each lock. */
class TransactionLocksTest {

  private final ScriptedSpace space = new ScriptedSpace();
  private final List<String> warnings = new ArrayList<>();
  private final HandTransaction transaction = new HandTransaction();
  private @Nullable Transaction active;
  private final Calls calls =
      new Calls(
          new Acquirer(
              space, new Waiting(1, 0, warnings::add), 0, TransactionLocksTest::silent, null),
          KeySpace.below("/app"),
          any -> null,
          WaitTime.FOREVER,
          new Retention(1_000_000_000L, warnings::add),
          new OverdueWatch(TransactionLocksTest::silent, any -> {}, warnings::add),
          new MinimumHolds(TransactionLocksTest::silent, warnings::add),
          () -> active,
          lock -> lock,
          warnings::add);

  private static Future<?> silent(long nanos, Runnable event) {
    return CompletableFuture.completedFuture(null);
  }

  @AfterEach
  void nothingIsLeftOnTheThread() {
    assertThat(ThreadHolds.innermost()).isNull();
    assertThat(TransactionLocks.current()).isNull();
  }

  @Test
  void locksThatAreTakenLateAreKeptUntilTheEndAndReleasedInReverse() {
    active = transaction;
    LockedMethod method = prepare("a/{0}", ReleaseAt.AUTO);
    call(method, "1");
    call(method, "2");
    call(method, "1");
    assertThat(space.closedResources).isEmpty();
    assertThat(HeldLock.current().resource()).isEqualTo("a/2");
    assertThat(transaction.followers).hasSize(1);
    transaction.commit();
    assertThat(space.closedResources).containsExactly("a/2", "a/1");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("TransactionLocksTest#body takes lock 'a/{0}' within the transaction of outer,");
  }

  @Test
  void bodyThatFailsLeavesItsLockToTheTransaction() {
    active = transaction;
    Object entered = enter(prepare("a/{0}", ReleaseAt.AUTO), "1");
    IllegalArgumentException failure = new IllegalArgumentException("own");
    LockedMethod.exit(entered, null, failure);
    assertThat(failure).hasNoSuppressedExceptions();
    assertThat(space.closedResources).isEmpty();
    transaction.rollBack();
    assertThat(space.closedResources).containsExactly("a/1");
  }

  @Test
  void lockThatLeavesTransactionsAloneEndsWithItsCall() {
    active = transaction;
    call(prepare("a/{0}", ReleaseAt.EXIT), "1");
    assertThat(space.closedResources).containsExactly("a/1");
    assertThat(transaction.followers).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void callWithinOneThatEndsEarlierKeepsItsLockForTheTransaction() {
    active = transaction;
    Object outer = enter(prepare("a/{0}", ReleaseAt.EXIT), "1");
    call(prepare("a/{0}", ReleaseAt.AUTO), "1");
    LockedMethod.exit(outer, null, null);
    assertThat(space.closedResources).isEmpty();
    transaction.commit();
    assertThat(space.closedResources).containsExactly("a/1");
  }

  @Test
  void lockAroundTheTransactionIsEnteredAgainWhateverTheIsolation() {
    LockedMethod method = prepare("a/{0}", ReleaseAt.TRANSACTION);
    Object around = method.enterAround(null, new @Nullable Object[] {"1"});
    active = transaction;
    transaction.isolation = "SERIALIZABLE";
    calls.began(transaction);
    call(method, "1");
    transaction.commit();
    assertThat(space.closedResources).isEmpty();
    active = null;
    method.leaveAround();
    LockedMethod.exit(around, null, null);
    assertThat(space.closedResources).containsExactly("a/1");
    assertThat(warnings).isEmpty();
  }

  @Test
  void lateLockIsRefusedWhereTheTransactionGoesOnReadingWhatItHasRead() {
    active = transaction;
    transaction.isolation = "REPEATABLE_READ";
    LockedMethod method = prepare("a/{0}", ReleaseAt.AUTO);
    assertThatThrownBy(() -> enter(method, "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Lock 'a/1' of TransactionLocksTest#body is refused")
        .hasMessageContaining("the transaction of outer")
        .hasMessageContaining("REPEATABLE_READ");
    assertThat(space.events).isEmpty();
  }

  @Test
  void transactionTakesNoMoreThanAHundredLocks() {
    active = transaction;
    LockedMethod method = prepare("a/{0}", ReleaseAt.AUTO);
    for (int i = 0; i < TransactionLocks.MOST; i++) {
      call(method, String.valueOf(i));
    }
    call(method, "0");
    assertThatThrownBy(() -> enter(method, "one more"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has taken 100 locks already");
    transaction.commit();
    assertThat(space.closedResources).hasSize(TransactionLocks.MOST);
  }

  @Test
  void lossBeforeTheCommitStopsItAndOneBehindItSaysSo() {
    active = transaction;
    call(prepare("a/{0}", ReleaseAt.AUTO), "1");
    space.loss = LockLostException.Reason.SESSION_EXPIRED;
    LockLostException before =
        catchThrowableOfType(LockLostException.class, transaction.followers.get(0)::beforeCommit);
    assertThat(before).hasMessageEndingWith("Its transaction is rolled back.");
    assertThat(before.hasCommitted()).isFalse();
    LockLostException behind =
        catchThrowableOfType(LockLostException.class, transaction.followers.get(0)::committed);
    assertThat(behind).hasMessageContaining("was committed already");
    assertThat(behind.hasCommitted()).isTrue();
    transaction.rollBack();
  }

  @Test
  void lossAroundTheTransactionStopsItsCommit() {
    LockedMethod method = prepare("a/{0}", ReleaseAt.AUTO);
    Object around = enter(method, "1");
    calls.began(transaction);
    space.loss = LockLostException.Reason.NODE_DELETED;
    assertThatThrownBy(transaction::commit).isInstanceOf(LockLostException.class);
    transaction.rollBack();
    assertThatThrownBy(() -> LockedMethod.exit(around, null, null))
        .isInstanceOf(LockLostException.class)
        .extracting(loss -> ((LockLostException) loss).hasCommitted())
        .isEqualTo(false);
  }

  @Test
  void lossThatIsOnlyReportedStopsNoCommit() {
    active = transaction;
    LockAttributes reporting =
        LockAttributes.DEFAULT.and("value", "a/{0}").and("onLost", OnLost.REPORT.name());
    Object entered = enter(prepare(reporting, void.class), "1");
    space.loss = LockLostException.Reason.UNPROVEN;
    LockedMethod.exit(entered, null, null);
    transaction.commit();
    assertThat(space.closedResources).containsExactly("a/1");
  }

  @Test
  void suspendedTransactionKeepsItsLocksAndLeavesTheOthersToAnother() {
    active = transaction;
    LockedMethod method = prepare("a/{0}", ReleaseAt.AUTO);
    call(method, "1");
    transaction.followers.forEach(TransactionLocks::suspended);
    HandTransaction other = new HandTransaction();
    active = other;
    calls.began(other);
    call(method, "1");
    call(method, "2");
    other.commit();
    assertThat(space.closedResources).containsExactly("a/2");
    active = transaction;
    transaction.followers.forEach(TransactionLocks::resumed);
    call(method, "3");
    assertThat(transaction.followers).hasSize(1);
    transaction.commit();
    assertThat(space.closedResources).containsExactly("a/2", "a/3", "a/1");
  }

  @Test
  void transactionMayEndOnAnotherThread() throws Exception {
    active = transaction;
    call(prepare("a/{0}", ReleaseAt.AUTO), "1");
    Thread other = new Thread(transaction::rollBack, "other");
    other.start();
    other.join();
    assertThat(space.closedResources).containsExactly("a/1");
  }

  @Test
  void stageAndTransactionKeepTheLockUntilTheLaterOfThem() {
    active = transaction;
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    LockedMethod method = prepare("a/{0}", ReleaseAt.AUTO, CompletableFuture.class);
    LockedMethod.exit(enter(method, "1"), first, null);
    LockedMethod.exit(enter(method, "2"), second, null);
    first.complete("done");
    assertThat(space.closedResources).isEmpty();
    transaction.commit();
    assertThat(space.closedResources).containsExactly("a/1");
    second.complete("done");
    assertThat(space.closedResources).containsExactly("a/1", "a/2");
  }

  private static void call(LockedMethod method, String key) {
    LockedMethod.exit(enter(method, key), null, null);
  }

  private static Object enter(LockedMethod method, String key) {
    return method.enter(null, new @Nullable Object[] {key});
  }

  private LockedMethod prepare(String template, ReleaseAt releaseAt) {
    return prepare(template, releaseAt, void.class);
  }

  private LockedMethod prepare(String template, ReleaseAt releaseAt, Class<?> returns) {
    return prepare(
        LockAttributes.DEFAULT.and("value", template).and("releaseAt", releaseAt.name()), returns);
  }

  private LockedMethod prepare(LockAttributes lock, Class<?> returns) {
    @Nullable String[] unknown = new @Nullable String[1];
    return calls.prepare(
        new MethodFacts(
            MethodHandles.lookup(),
            "body",
            MethodType.methodType(returns, String.class),
            true,
            Arrays.asList(unknown),
            List.of(lock)));
  }
}
