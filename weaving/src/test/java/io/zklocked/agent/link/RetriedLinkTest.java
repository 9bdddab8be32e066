package io.zklocked.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.call.Calls;
import io.zklocked.runtime.rule.RulesFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A call site that cannot be linked yet. */
class RetriedLinkTest {

  private int asked;

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // what the call site belongs to
  private static void work(long id) {}

  @Test
  void trap17CallThatCouldNotBeLinkedIsLinkedByTheNext() throws Throwable {
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      MethodHandle enter = enter(third(runtime));
      assertThat(asked).as("linked with its class").isEqualTo(1);
      assertThatThrownBy(() -> enter.invoke(7L))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("not yet");
      Object entered = enter.invoke(7L);
      assertThat(HeldLock.current().resource()).isEqualTo("linked/7");
      exit().invoke(entered);
      assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
      Object again = enter.invoke(8L);
      exit().invoke(again);
      assertThat(asked).as("linked for good").isEqualTo(3);
    }
  }

  /** Gives where calls arrive when it is asked for the third time. */
  private Supplier<Calls> third(LockRuntime runtime) {
    return () -> {
      if (++asked < 3) {
        throw new IllegalStateException("not yet");
      }
      return runtime.calls();
    };
  }

  private static MethodHandle enter(Supplier<Calls> calls) {
    return link(calls, "enter", MethodType.methodType(Object.class, long.class));
  }

  private static MethodHandle exit() {
    return link(
        () -> {
          throw new AssertionError("an exit needs nobody");
        },
        "exit",
        MethodType.methodType(void.class, Object.class));
  }

  private static MethodHandle link(Supplier<Calls> calls, String name, MethodType type) {
    SpringTransactions transactions = new SpringTransactions();
    WovenSites sites =
        new WovenSites() {
          @Override
          public Map<String, Object[]> of(Class<?> woven) {
            return Map.of();
          }

          @Override
          public int count() {
            return 0;
          }
        };
    Object[] facts = {"work", "(J)V", 1, "id;", 1, "value", "linked/{id}"};
    Linkage linkage =
        new Linkage(
            calls,
            transactions,
            sites,
            of -> {
              throw new AssertionError("no rights are needed");
            },
            new LinkTerms(new LiveSettings(RulesFile.NONE, false), true, MethodWatch.NONE, null));
    return linkage.apply(new Object[] {MethodHandles.lookup(), name, type, facts}).dynamicInvoker();
  }
}
