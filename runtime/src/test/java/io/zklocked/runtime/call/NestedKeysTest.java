package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
import io.zklocked.LockOrderException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which nested locks of one template are told of as a deadlock to come, and how. */
class NestedKeysTest extends NestedLocks {

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
        .contains("NestedLocks#nest (NestedLocks.java:")
        .contains("wants 'a' while 'b' is held by hand, but NestedLocks#nest");
  }

  @Test
  void lockByHandAndTemplateAreToldWhateverTheKey() {
    nest(byHand("nightly"), wish("orders/{id}", "orders/1"));
    nest(wish("orders/{id}", "orders/2"), byHand("nightly"));
    assertThat(warnings).hasSize(1);
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
}
