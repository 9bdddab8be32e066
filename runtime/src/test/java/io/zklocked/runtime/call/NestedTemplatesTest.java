package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
import io.zklocked.LockOrderException;
import io.zklocked.syntax.WaitTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nested locks of several templates are told of as a deadlock to come, and how. */
class NestedTemplatesTest extends NestedLocks {

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
        .isEqualTo(NestedLocks.class.getName());
  }

  private void orderThenStock() {
    nest(wish("orders/{id}", "orders/1"), wish("stock/{item}", "stock/1"));
  }

  private void stockThenOrder() {
    nest(wish("stock/{item}", "stock/2"), wish("orders/{id}", "orders/2"));
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
  void nothingIsToldWhereNobodyWatches() {
    Acquirer off = acquirer(null);
    nest(off, List.of(wish("a/{x}", "a/1"), wish("b/{x}", "b/1")));
    nest(off, List.of(wish("b/{x}", "b/1"), wish("a/{x}", "a/1")));
    assertThat(warnings).isEmpty();
    assertThat(space.events).hasSize(8);
  }
}
