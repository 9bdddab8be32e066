package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
import io.zklocked.LockOrderException;
import io.zklocked.runtime.engine.Request;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.runtime.order.LockOrder;
import io.zklocked.spi.ThreadHolds;
import io.zklocked.syntax.WaitTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nested locks are told of as a deadlock to come, and how. */
@Timeout(30)
class LockOrderTest {

  private static final LockOrder.Program PROGRAM =
      new LockOrder.Program(Set.of(Acquirer.class.getName()), name -> null);

  private record Warning(String message, Throwable stacks) {}

  private final List<Warning> warnings = new ArrayList<>();
  private final ScriptedSpace space = new ScriptedSpace();
  private final Acquirer warned =
      acquirer(
          LockOrder.warning(
              (message, stacks) -> warnings.add(new Warning(message, stacks)), PROGRAM, null));
  private final Acquirer failing = acquirer(LockOrder.failing(PROGRAM, null));

  private Acquirer acquirer(@Nullable LockOrder order) {
    return new Acquirer(
        space,
        new Waiting(TimeUnit.SECONDS.toNanos(5), 0, any -> {}),
        0,
        (nanos, event) -> CompletableFuture.completedFuture(null),
        order);
  }

  @AfterEach
  void nothingIsLeftOnTheThread() {
    assertThat(ThreadHolds.innermost()).isNull();
  }

  @Test
  void twoTemplatesInOppositeOrdersAreToldOnceWithBothStacks() {
    orderThenStock();
    assertThat(warnings).isEmpty();
    stockThenOrder();
    stockThenOrder();
    nest(wish("orders/{o}", "orders/7"), wish("stock/{s}", "stock/7"));
    assertThat(warnings).hasSize(1);
    Warning warning = warnings.get(0);
    assertThat(warning.message())
        .isEqualTo(
            "order-check: locks are taken in opposite orders: m:orders/{id} wants 'orders/{id}'"
                + " while 'stock/{item}' is held by m:stock/{item}, but m:stock/{item} wants"
                + " 'stock/{item}' while 'orders/{id}' is held by m:orders/{id}. Calls that do so"
                + " at the same time wait for each other: a deadlock, until a wait time is over."
                + " Take these locks in one order everywhere, for instance sorted, or together:"
                + " several @ZkLocked on one method, or acquireAll.");
    assertThat(warning.stacks())
        .hasMessage(
            "now: m:orders/{id} wants 'orders/{id}' while 'stock/{item}' is held by"
                + " m:stock/{item}");
    assertThat(methods(warning.stacks())).contains("stockThenOrder");
    assertThat(warning.stacks().getCause())
        .hasMessageStartingWith("before, on thread " + Thread.currentThread().getName() + ": m:")
        .hasNoCause();
    assertThat(methods(warning.stacks().getCause())).contains("orderThenStock");
    assertThat(warning.stacks().getStackTrace()[0].getClassName())
        .isEqualTo(LockOrderTest.class.getName());
  }

  private void orderThenStock() {
    nest(wish("orders/{id}", "orders/1"), wish("stock/{item}", "stock/1"));
  }

  private void stockThenOrder() {
    nest(wish("stock/{item}", "stock/2"), wish("orders/{id}", "orders/2"));
  }

  private static List<String> methods(@Nullable Throwable trace) {
    StackTraceElement[] stack = trace == null ? new StackTraceElement[0] : trace.getStackTrace();
    return Arrays.stream(stack).map(StackTraceElement::getMethodName).toList();
  }

  @Test
  void circleOfThreeTemplatesIsFoundWithThreeStacks() {
    nest(wish("a/{x}", "a/1"), wish("b/{x}", "b/1"));
    nest(wish("b/{x}", "b/1"), wish("c/{x}", "c/1"));
    nest(wish("b/{x}", "b/1"), wish("d/{x}", "d/1"));
    assertThat(warnings).isEmpty();
    nest(wish("c/{x}", "c/1"), wish("a/{x}", "a/1"));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).message())
        .contains("m:a/{x} wants 'a/{x}' while 'c/{x}' is held by m:c/{x}, but m:b/{x} wants")
        .contains("but m:c/{x} wants 'c/{x}' while 'b/{x}' is held by m:b/{x}.");
    assertThat(warnings.get(0).stacks()).cause().cause().isNotNull().hasNoCause();
  }

  @Test
  void keysOfOneTemplateInBothDirectionsAreToldOncePerTemplate() {
    nest(wish("accounts/{from}", "accounts/1"), wish("accounts/{to}", "accounts/2"));
    nest(wish("accounts/{from}", "accounts/2"), wish("accounts/{to}", "accounts/3"));
    assertThat(warnings).isEmpty();
    nest(wish("accounts/{from}", "accounts/2"), wish("accounts/{to}", "accounts/1"));
    nest(wish("accounts/{from}", "accounts/3"), wish("accounts/{to}", "accounts/2"));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).message())
        .contains(
            "m:accounts/{to} wants 'accounts/1' while 'accounts/2' is held by m:accounts/{from},"
                + " but m:accounts/{to} wants 'accounts/2' while 'accounts/1' is held by");
  }

  @Test
  void locksByHandAreComparedKeyByKeyAndToldByThePlace() {
    nest(byHand("a"), byHand("b"));
    nest(byHand("b"), byHand("c"));
    nest(byHand("d"), byHand("c"));
    nest(byHand("d"), byHand("a"));
    assertThat(warnings).isEmpty();
    nest(byHand("b"), byHand("a"));
    nest(byHand("c"), byHand("b"));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).message())
        .contains("LockOrderTest#nest (LockOrderTest.java:")
        .contains("wants 'a' while 'b' is held by hand, but LockOrderTest#nest");
  }

  @Test
  void lockByHandAndTemplateAreToldWhateverTheKey() {
    nest(byHand("nightly"), wish("orders/{id}", "orders/1"));
    nest(wish("orders/{id}", "orders/2"), byHand("nightly"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void locksWithFixedNamesAreKinds() {
    nest(wish("a", "a"), wish("b", "b"));
    nest(wish("b", "b"), wish("c", "c"));
    nest(wish("c", "c"), wish("a", "a"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void fixedNameAndTheSameLockByHandAreOne() {
    nest(wish("a", "a"), wish("b", "b"));
    nest(byHand("b"), byHand("a"));
    assertThat(warnings).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "EXCLUSIVE, EXCLUSIVE, 0",
    "WRITE,     READ,      0",
    "READ,      WRITE,     0",
    "READ,      READ,      1",
    "SEMAPHORE, SEMAPHORE, 0"
  })
  void ordersUnderOneGateNeverMeetUnlessItLetsBothIn(LockMode one, LockMode other, int told) {
    nest(gate(one), wish("a/{x}", "a/1"), wish("b/{x}", "b/1"));
    nest(gate(other), wish("b/{x}", "b/1"), wish("a/{x}", "a/1"));
    assertThat(warnings).hasSize(told);
  }

  private static Acquirer.Wish gate(LockMode mode) {
    return wish("gate", "gate", mode, WaitTime.FOREVER);
  }

  @Test
  void orderThatIsTakenOnceWithoutItsGateIsTold() {
    nest(wish("gate", "gate"), wish("a/{x}", "a/1"), wish("b/{x}", "b/1"));
    nest(wish("gate", "gate"), wish("b/{x}", "b/1"), wish("a/{x}", "a/1"));
    assertThat(warnings).isEmpty();
    nest(wish("a/{x}", "a/1"), wish("b/{x}", "b/1"));
    assertThat(warnings).as("the other is always behind the gate").hasSize(1);
  }

  @Test
  void differentGatesAreNoGate() {
    nest(wish("gate", "gate"), wish("t/{x}", "t/1"), wish("t/{x}", "t/2"));
    nest(wish("fence", "fence"), wish("t/{x}", "t/2"), wish("t/{x}", "t/1"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void readersInBothOrdersAreTold() {
    nest(
        wish("a/{x}", "a/1", LockMode.READ, WaitTime.FOREVER),
        wish("b/{x}", "b/1", LockMode.READ, WaitTime.FOREVER));
    nest(
        wish("b/{x}", "b/1", LockMode.READ, WaitTime.FOREVER),
        wish("a/{x}", "a/1", LockMode.READ, WaitTime.FOREVER));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void whatDoesNotWaitIsNotLookedAtButIsHeld() {
    orderThenStock();
    nest(
        wish("stock/{item}", "stock/1"),
        wish("orders/{id}", "orders/1", LockMode.EXCLUSIVE, WaitTime.ONCE));
    assertThat(warnings).isEmpty();
    nest(
        wish("stock/{item}", "stock/1", LockMode.EXCLUSIVE, WaitTime.ONCE),
        wish("orders/{id}", "orders/1"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void whatIsEnteredAgainIsNotLookedAt() {
    nest(wish("a/{x}", "a/1"), wish("b/{x}", "b/1"), wish("a/{x}", "a/1"));
    nest(
        wish("a/{x}", "a/1", LockMode.WRITE, WaitTime.FOREVER),
        wish("b/{x}", "b/1"),
        wish("a/{x}", "a/1", LockMode.READ, WaitTime.FOREVER));
    assertThat(warnings).isEmpty();
  }

  @Test
  void holdThatAnotherThreadHasClosedAndHoldOfAnotherRuntimeDoNotCount() {
    orderThenStock();
    OpenHold closed = warned.acquire(wish("stock/{item}", "stock/1"));
    CompletableFuture.runAsync(closed::leave).join();
    nest(wish("orders/{id}", "orders/1"));
    OpenHold foreign = failing.acquire(wish("stock/{item}", "stock/1"));
    nest(wish("orders/{id}", "orders/1"));
    foreign.leave();
    assertThat(warnings).isEmpty();
  }

  @Test
  void eachOfSeveralLocksIsComparedWithWhatIsHeld() {
    nest(wish("c/{x}", "c/1"), wish("a/{x}", "a/1"));
    OpenHold held = warned.acquire(wish("a/{x}", "a/1"));
    List<OpenHold> all = warned.acquireAll(List.of(wish("b/{x}", "b/1"), wish("c/{x}", "c/1")));
    all.forEach(OpenHold::leave);
    held.leave();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).message()).contains("m:c/{x} wants 'c/{x}' while 'a/{x}' is held");
  }

  @Test
  void locksThatAreAcquiredTogetherComeInTheOrderOfTheirPaths() {
    together(wish("accounts/{id}", "accounts/2"), wish("accounts/{id}", "accounts/1"));
    together(wish("accounts/{id}", "accounts/1"), wish("accounts/{id}", "accounts/2"));
    together(byHand("b"), byHand("a"));
    assertThat(warnings).isEmpty();
    nest(wish("accounts/{from}", "accounts/2"), wish("accounts/{to}", "accounts/1"));
    assertThat(warnings).hasSize(1);
    nest(byHand("b"), byHand("a"));
    assertThat(warnings).hasSize(2);
  }

  @Test
  void circleOfThreeKeysOfOneTemplateIsFoundWithThreeStacks() {
    nest(wish("accounts/{from}", "accounts/1"), wish("accounts/{to}", "accounts/2"));
    nest(wish("accounts/{from}", "accounts/2"), wish("accounts/{to}", "accounts/3"));
    nest(wish("accounts/{from}", "accounts/2"), wish("accounts/{to}", "accounts/4"));
    assertThat(warnings).isEmpty();
    nest(wish("accounts/{from}", "accounts/3"), wish("accounts/{to}", "accounts/1"));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).message())
        .contains("wants 'accounts/1' while 'accounts/3' is held by m:accounts/{from}, but m:acc")
        .contains("wants 'accounts/2' while 'accounts/1' is held by m:accounts/{from}, but m:acc")
        .contains("wants 'accounts/3' while 'accounts/2' is held by m:accounts/{from}.");
    assertThat(warnings.get(0).stacks()).cause().cause().isNotNull().hasNoCause();
    nest(wish("accounts/{from}", "accounts/9"), wish("accounts/{to}", "accounts/8"));
    nest(wish("accounts/{from}", "accounts/8"), wish("accounts/{to}", "accounts/9"));
    assertThat(warnings).as("told once of each template").hasSize(1);
  }

  @Test
  void circleOfThreeKeysFailsEachTime() {
    nest(failing, List.of(wish("t/{a}", "t/1"), wish("t/{b}", "t/2")));
    nest(failing, List.of(wish("t/{a}", "t/2"), wish("t/{b}", "t/3")));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> nest(failing, List.of(wish("t/{a}", "t/3"), wish("t/{b}", "t/1"))))
          .isInstanceOf(LockOrderException.class);
    }
  }

  @Test
  void circleOfThreeKeysUnderOneGateIsNotTold() {
    Acquirer.Wish gate = gate(LockMode.EXCLUSIVE);
    nest(gate, wish("t/{a}", "t/1"), wish("t/{b}", "t/2"));
    nest(wish("t/{a}", "t/2"), wish("t/{b}", "t/3"));
    nest(gate, wish("t/{a}", "t/3"), wish("t/{b}", "t/1"));
    assertThat(warnings).isEmpty();
    nest(wish("t/{a}", "t/3"), wish("t/{b}", "t/1"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void keysOfATreeThatAreTakenFromTheRootDownAreNoCircle() {
    nest(wish("n/{p}", "n/5"), wish("n/{c}", "n/3"));
    nest(wish("n/{p}", "n/3"), wish("n/{c}", "n/4"));
    nest(wish("n/{p}", "n/3"), wish("n/{c}", "n/1"));
    nest(wish("n/{p}", "n/5"), wish("n/{c}", "n/9"));
    nest(wish("n/{p}", "n/9"), wish("n/{c}", "n/2"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void locksThatAreAcquiredTogetherAreComparedWithNestedOnesOfOtherKinds() {
    together(wish("orders/{id}", "orders/1"), wish("stock/{item}", "stock/1"));
    together(wish("stock/{item}", "stock/7"), wish("orders/{id}", "orders/9"));
    nest(wish("orders/{id}", "orders/2"), wish("stock/{item}", "stock/2"));
    assertThat(warnings).isEmpty();
    nest(wish("stock/{item}", "stock/3"), wish("orders/{id}", "orders/3"));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).message())
        .contains(
            "m:orders/{id} wants 'orders/{id}' while 'stock/{item}' is held by m:stock/{item}"
                + ", but m:stock/{item} wants 'stock/{item}' while 'orders/{id}' is held");
  }

  @Test
  void locksThatAreAcquiredTogetherAreRefusedAfterNestedOnesInTheOtherOrder() {
    nest(failing, List.of(wish("b/{x}", "b/1"), wish("a", "a")));
    assertThatThrownBy(() -> failing.acquireAll(List.of(wish("b/{x}", "b/2"), wish("a", "a"))))
        .isInstanceOf(LockOrderException.class);
    assertThat(space.events).doesNotContain("acquire all [b/2, a]", "acquire all [a, b/2]");
  }

  @Test
  void kindsWhoseOrderDependsOnTheirKeysAreNotComparedWhereTheyAreAcquiredTogether() {
    together(wish("{x}/a", "1/a"), wish("{x}/b", "2/b"));
    together(wish("{x}/a", "3/a"), wish("{x}/b", "2/b"));
    nest(wish("{x}/a", "1/a"), wish("{x}/b", "1/b"));
    assertThat(warnings).isEmpty();
    nest(wish("{x}/b", "1/b"), wish("{x}/a", "1/a"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void whoeverWaitsForTheLastOfSeveralLocksHasTheFirst() {
    together(wish("a", "a"), wish("b/{x}", "b/1"), wish("c/{x}", "c/1"));
    nest(wish("a", "a"), wish("c/{x}", "c/1"), wish("b/{x}", "b/1"));
    assertThat(warnings).as("always behind a").isEmpty();
    nest(wish("c/{x}", "c/1"), wish("b/{x}", "b/1"));
    assertThat(warnings).hasSize(1);
  }

  @Test
  void locksThatAreAcquiredTogetherBehindAGateAreNotTold() {
    OpenHold gate = warned.acquire(wish("gate", "gate"));
    together(wish("accounts/{id}", "accounts/1"), wish("accounts/{id}", "accounts/2"));
    gate.leave();
    nest(
        wish("gate", "gate"),
        wish("accounts/{id}", "accounts/2"),
        wish("accounts/{id}", "accounts/1"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneLockThatIsWantedTwiceIsNoOrder() {
    together(wish("accounts/{id}", "accounts/1"), wish("accounts/{id}", "accounts/1"));
    together(wish("accounts/{id}", "accounts/1"), wish("accounts/{id}", "accounts/1"));
    assertThat(warnings).isEmpty();
  }

  private void together(Acquirer.Wish... wishes) {
    warned.acquireAll(List.of(wishes)).forEach(OpenHold::leave);
  }

  @Test
  void secondOrderFailsEachTimeAndNothingIsAskedFor() {
    List<Acquirer.Wish> first =
        List.of(wish("accounts/{from}", "accounts/1"), wish("accounts/{to}", "accounts/2"));
    List<Acquirer.Wish> second =
        List.of(wish("accounts/{from}", "accounts/2"), wish("accounts/{to}", "accounts/1"));
    nest(failing, first);
    for (int i = 0; i < 2; i++) {
      space.events.clear();
      assertThatThrownBy(() -> nest(failing, second))
          .isInstanceOf(LockOrderException.class)
          .hasMessageStartingWith(
              "Lock 'accounts/1' is refused (order-check=fail): locks are taken in opposite orders:"
                  + " m:accounts/{to} wants 'accounts/1' while 'accounts/2' is held by")
          .hasMessageEndingWith("The body did not run.")
          .satisfies(e -> assertThat(((LockOrderException) e).path()).isEqualTo("/accounts%2F1"))
          .cause()
          .hasMessageContaining("wants 'accounts/2' while 'accounts/1' is held");
      assertThat(space.events).containsExactly("acquire EXCLUSIVE", "close EXCLUSIVE");
      nest(failing, first);
    }
  }

  @Test
  void ofSeveralLocksNoneIsHeldWhenOneFails() {
    nest(failing, List.of(wish("c/{x}", "c/1"), wish("a/{x}", "a/1")));
    OpenHold held = failing.acquire(wish("a/{x}", "a/1"));
    OpenHold outer = failing.acquire(wish("b/{x}", "b/1"));
    assertThatThrownBy(
            () -> failing.acquireAll(List.of(wish("b/{x}", "b/1"), wish("c/{x}", "c/1"))))
        .isInstanceOf(LockOrderException.class);
    outer.leave();
    held.leave();
    assertThat(space.events).endsWith("close EXCLUSIVE", "close EXCLUSIVE");
  }

  @Test
  void nothingIsToldWhereNobodyWatches() {
    Acquirer off = acquirer(null);
    nest(off, List.of(wish("a/{x}", "a/1"), wish("b/{x}", "b/1")));
    nest(off, List.of(wish("b/{x}", "b/1"), wish("a/{x}", "a/1")));
    assertThat(warnings).isEmpty();
    assertThat(space.events).hasSize(8);
  }

  private void nest(Acquirer.Wish... wishes) {
    nest(warned, List.of(wishes));
  }

  private static void nest(Acquirer acquirer, List<Acquirer.Wish> wishes) {
    if (!wishes.isEmpty()) {
      OpenHold hold = acquirer.acquire(wishes.get(0));
      try {
        nest(acquirer, wishes.subList(1, wishes.size()));
      } finally {
        hold.leave();
      }
    }
  }

  private static Acquirer.Wish byHand(String resource) {
    return new Acquirer.Wish(
        new LockKey(resource, "/" + resource.replace("/", "%2F"), false),
        Acquirer.BY_HAND,
        Acquirer.BY_HAND,
        LockMode.EXCLUSIVE,
        1,
        WaitTime.FOREVER,
        false,
        true,
        Request.AS_CONFIGURED);
  }

  private static Acquirer.Wish wish(String label, String resource) {
    return wish(label, resource, LockMode.EXCLUSIVE, WaitTime.FOREVER);
  }

  private static Acquirer.Wish wish(
      String label, String resource, LockMode mode, WaitTime waitTime) {
    return new Acquirer.Wish(
        new LockKey(resource, "/" + resource.replace("/", "%2F"), false),
        label,
        "m:" + label,
        mode,
        1,
        waitTime,
        false,
        true,
        Request.AS_CONFIGURED);
  }
}
