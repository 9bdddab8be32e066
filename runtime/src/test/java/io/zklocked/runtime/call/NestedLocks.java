package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
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
import org.junit.jupiter.api.Timeout;

/** Takes locks one within the other, and keeps what is told of their order. */
@Timeout(30)
abstract class NestedLocks {

  private static final LockOrder.Program PROGRAM =
      new LockOrder.Program(Set.of(Acquirer.class.getName()), name -> null);

  record Warning(String message, Throwable stacks) {}

  final List<Warning> warnings = new ArrayList<>();
  final ScriptedSpace space = new ScriptedSpace();
  final Acquirer warned =
      acquirer(
          LockOrder.warning(
              (message, stacks) -> warnings.add(new Warning(message, stacks)), PROGRAM, null));
  final Acquirer failing = acquirer(LockOrder.failing(PROGRAM, null));

  final Acquirer acquirer(@Nullable LockOrder order) {
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

  static List<String> methods(@Nullable Throwable trace) {
    StackTraceElement[] stack = trace == null ? new StackTraceElement[0] : trace.getStackTrace();
    return Arrays.stream(stack).map(StackTraceElement::getMethodName).toList();
  }

  void nest(Acquirer.Wish... wishes) {
    nest(warned, List.of(wishes));
  }

  static void nest(Acquirer acquirer, List<Acquirer.Wish> wishes) {
    if (!wishes.isEmpty()) {
      OpenHold hold = acquirer.acquire(wishes.get(0));
      try {
        nest(acquirer, wishes.subList(1, wishes.size()));
      } finally {
        hold.leave();
      }
    }
  }

  static Acquirer.Wish byHand(String resource) {
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

  static Acquirer.Wish wish(String label, String resource) {
    return wish(label, resource, LockMode.EXCLUSIVE, WaitTime.FOREVER);
  }

  static Acquirer.Wish wish(String label, String resource, LockMode mode, WaitTime waitTime) {
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

  static Acquirer.Wish gate(LockMode mode) {
    return wish("gate", "gate", mode, WaitTime.FOREVER);
  }
}
