package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockOrderException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How locks that are acquired together are compared with nested ones. */
class NestedTogetherTest extends NestedLocks {

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

  private void together(Acquirer.Wish... wishes) {
    warned.acquireAll(List.of(wishes)).forEach(OpenHold::leave);
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
  void oneLockThatIsWantedTwiceIsNoOrder() {
    together(wish("accounts/{id}", "accounts/1"), wish("accounts/{id}", "accounts/1"));
    together(wish("accounts/{id}", "accounts/1"), wish("accounts/{id}", "accounts/1"));
    assertThat(warnings).isEmpty();
  }
}
