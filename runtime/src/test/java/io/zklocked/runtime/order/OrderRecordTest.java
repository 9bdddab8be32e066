package io.zklocked.runtime.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.JvmIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a node says of an order. */
class OrderRecordTest {

  private static final JvmIdentity JVM = new JvmIdentity("web1", 42, Instant.EPOCH);

  private static Witness witness(String lock, Gates gates, List<StackTraceElement> stack) {
    return new Witness(
        new Order(lock, "stock/{}"),
        gates,
        new NestedCall("Shop#order", "Shop#reserve", "http-7", stack, null),
        "orders/{id}",
        "stock/{item}",
        "");
  }

  private static byte[] written(Witness witness) {
    return Objects.requireNonNull(OrderRecord.encode(witness, JVM), "it does not fit");
  }

  private static Witness read(byte[] data) {
    return Objects.requireNonNull(OrderRecord.decode(data), "it is no order");
  }

  @Test
  void recordIsReadAsItWasWritten() {
    Gates gates = new Gates(Set.of("/gate one", "/g2"), Set.of("/gate one", "/g2", "/read;only"));
    List<StackTraceElement> stack =
        List.of(
            new StackTraceElement("shop.Shop$Inner", "lambda$order$0", "Shop.java", 17),
            new StackTraceElement("shop.Hidden/0x01", "run", null, -2),
            new StackTraceElement("shop.Odd", "call", "a;b.kt", -1));
    Witness read = read(written(witness("orders/{}", gates, stack)));
    assertThat(read.order()).isEqualTo(new Order("orders/{}", "stock/{}"));
    assertThat(read.gates()).isEqualTo(gates);
    assertThat(read.held()).isEqualTo("orders/{id}");
    assertThat(read.wanted()).isEqualTo("stock/{item}");
    assertThat(read.call().held()).isEqualTo("Shop#order");
    assertThat(read.call().wanted()).isEqualTo("Shop#reserve");
    assertThat(read.call().thread()).isEqualTo("http-7");
    assertThat(read.call().process()).isEqualTo("another process (host web1, pid 42)");
    assertThat(read.call().stack().stream().map(StackTraceElement::toString))
        .containsExactly(
            "shop.Shop$Inner.lambda$order$0(Shop.java:17)",
            "shop.Hidden.0x01.run(Native Method)",
            "shop.Odd.call(Unknown Source)");
  }

  @Test
  void stackIsCutUntilTheRecordFits() {
    List<StackTraceElement> stack = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      stack.add(new StackTraceElement("com.example.shop.Class" + i, "method", "Class.java", i));
    }
    byte[] data = written(witness("orders/{}", Gates.NONE, stack));
    assertThat(data).hasSizeLessThanOrEqualTo(OrderRecord.MOST_BYTES);
    List<StackTraceElement> kept = read(data).call().stack();
    assertThat(kept).hasSizeBetween(20, 50).isEqualTo(stack.subList(0, kept.size()));
  }

  @Test
  void orderThatDoesNotFitIsNotWritten() {
    Witness witness = witness("o".repeat(OrderRecord.MOST_BYTES), Gates.NONE, List.of());
    assertThat(OrderRecord.encode(witness, JVM)).isNull();
  }
}
