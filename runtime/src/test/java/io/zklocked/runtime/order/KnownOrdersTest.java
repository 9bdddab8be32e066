package io.zklocked.runtime.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.zklocked.LockMode;
import io.zklocked.runtime.engine.Request;
import io.zklocked.spi.ThreadHolds;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a nested call costs whose order is known. */
class KnownOrdersTest {

  private static final int CALLS = 10_000;

  private record Held(Request request) implements Function<String, @Nullable Object>, HeldRequest {

    @Override
    public @Nullable Object apply(String fact) {
      return null;
    }

    @Override
    public Request heldIn(Object runtime) {
      return request;
    }
  }

  private final List<String> warnings = new ArrayList<>();
  private final LockOrder order =
      LockOrder.warning(
          (message, stacks) -> warnings.add(message),
          new LockOrder.Program(Set.of(), name -> null),
          null);
  private final Held held = new Held(request("accounts/{from}", "accounts/1"));

  @BeforeEach
  void hold() {
    ThreadHolds.push(held);
  }

  @AfterEach
  void leave() {
    ThreadHolds.remove(held);
  }

  @ParameterizedTest
  @CsvSource({"stock/{item}, stock/1", "accounts/{to}, accounts/2", "nightly, nightly"})
  void knownOrderCostsNoMemory(String label, String resource) {
    Request wanted = request(label, resource);
    check(wanted, 3);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    check(wanted, CALLS);
    assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(CALLS);
    assertThat(warnings).isEmpty();
  }

  @Test
  void orderThatIsFreeOfGatesIsStillFoundInACircle() {
    check(request("stock/{item}", "stock/1"), 3);
    ThreadHolds.remove(held);
    Held stock = new Held(request("stock/{item}", "stock/2"));
    ThreadHolds.push(stock);
    check(request("accounts/{a}", "accounts/3"), 3);
    ThreadHolds.remove(stock);
    assertThat(warnings).hasSize(1);
  }

  private void check(Request wanted, int times) {
    for (int i = 0; i < times; i++) {
      var unused = order.check(this, wanted, 1);
    }
  }

  private static Request request(String label, String resource) {
    return new Request(
        "/" + resource.replace("/", "%2F"),
        resource,
        label,
        "main",
        "Shop#" + label,
        LockMode.EXCLUSIVE,
        1,
        false,
        false,
        true);
  }
}
