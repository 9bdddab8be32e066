package io.zklocked.benchmarks;

import io.zklocked.HeldLock;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.OrderCheck;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.call.MethodFacts;
import io.zklocked.runtime.key.ConditionalKey;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.key.LockKey;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What surrounds the body of an annotated method, as the agent writes it, in loops of their own, so
 * that each is compiled for itself. Confined to one thread; keeps results, so that none is dropped.
 */
final class CallLoops {

  /** A body without a lock. */
  static final String BARE = "bare call";

  /** A body whose condition is false. */
  static final String NOT_WANTED = "call whose condition is false";

  /** The path of {@code orders/{orderId}}, without any lock. */
  static final String KEY = "key of one long argument";

  /** The memory that the path itself takes. */
  static final String PATH = "that path, as a copy";

  /** The lock that the thread holds. */
  static final String CURRENT = "HeldLock.current()";

  /** All of a call, on memory. */
  static final String LOCKED = "locked call, connect=memory";

  /** Two calls, one in the other, whose locks are retained; nobody looks at their order. */
  static final String NESTED = "nested calls, retained on memory, order-check=off";

  /** The same, with a look at the order of their templates. */
  static final String CHECKED = "the same, order-check=warn";

  private final Map<String, Loop> loops =
      Map.of(
          BARE, this::bare,
          NOT_WANTED, this::notWanted,
          KEY, this::key,
          PATH, this::path,
          CURRENT, this::current,
          LOCKED, this::locked,
          NESTED, this::nested,
          CHECKED, this::checked);

  private static final long FIRST = 4_000_000_000L;

  /** Written now and then, so that nothing is dropped. */
  @SuppressWarnings("UnusedVariable")
  private volatile long result;

  @SuppressWarnings("UnusedVariable")
  private Object kept = "";

  /** Runs one of them so often. */
  interface Loop {
    void run(int times) throws Throwable;
  }

  Loop of(String row) {
    Loop loop = loops.get(row);
    if (loop == null) {
      throw new IllegalArgumentException(row);
    }
    return loop;
  }

  private void bare(int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += work(FIRST + i, false);
    }
    result = sum;
  }

  private void notWanted(int times) throws Throwable {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += woven(Handles.CONDITIONAL, FIRST + i, false);
    }
    result = sum;
  }

  private void locked(int times) throws Throwable {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += woven(Handles.CONDITIONAL, FIRST + i % 16, true);
    }
    result = sum;
  }

  private void nested(int times) throws Throwable {
    for (int i = 0; i < times; i++) {
      Object outer = (Object) Nested.ORDER.invokeExact(FIRST);
      Object inner = (Object) Nested.STOCK.invokeExact(FIRST);
      LockedMethod.exit(inner, null, null);
      LockedMethod.exit(outer, null, null);
    }
  }

  private void checked(int times) throws Throwable {
    for (int i = 0; i < times; i++) {
      Object outer = (Object) Nested.CHECKED_ORDER.invokeExact(FIRST);
      Object inner = (Object) Nested.CHECKED_STOCK.invokeExact(FIRST);
      LockedMethod.exit(inner, null, null);
      LockedMethod.exit(outer, null, null);
    }
  }

  private static long woven(MethodHandle enter, long orderId, boolean wanted) throws Throwable {
    Object entered = (Object) enter.invokeExact(orderId, wanted);
    long done;
    try {
      done = work(orderId, wanted);
    } catch (Throwable failure) {
      LockedMethod.exit(entered, null, failure);
      throw failure;
    }
    LockedMethod.exit(entered, null, null);
    return done;
  }

  private static long work(long orderId, boolean wanted) {
    return wanted ? orderId ^ FIRST : orderId + 1;
  }

  private void key(int times) throws Throwable {
    for (int i = 0; i < times; i++) {
      LockKey key = (LockKey) Handles.KEY.invokeExact(FIRST + i * 37L);
      kept = key.path();
    }
  }

  private void path(int times) {
    byte[] ascii = new byte[("/zklocked/orders%2F" + FIRST).length()];
    for (int i = 0; i < times; i++) {
      kept = new String(ascii, StandardCharsets.ISO_8859_1);
    }
  }

  private void current(int times) throws Throwable {
    Object entered = (Object) Handles.CONDITIONAL.invokeExact(FIRST, true);
    try {
      for (int i = 0; i < times; i++) {
        kept = HeldLock.current();
      }
    } finally {
      LockedMethod.exit(entered, null, null);
    }
  }

  /** Constants, as call sites are: only then can the compiler see through them. */
  private static final class Handles {

    private static final String TEMPLATE = "orders/{orderId}";

    static final LockRuntime RUNTIME = LockRuntime.start(ZkLocksConfig.memory());

    static final MethodHandle KEY =
        ConditionalKey.of(LockAttributes.DEFAULT.and("value", TEMPLATE), any -> null)
            .compile(
                MethodHandles.lookup(),
                true,
                List.of("orderId"),
                List.of(0),
                List.of(long.class),
                KeySpace.below("/zklocked"));

    static final MethodHandle CONDITIONAL =
        RUNTIME
            .calls()
            .prepare(
                new MethodFacts(
                    MethodHandles.lookup(),
                    "work",
                    MethodType.methodType(long.class, long.class, boolean.class),
                    true,
                    List.of("orderId", "wanted"),
                    List.of(
                        LockAttributes.DEFAULT.and("value", TEMPLATE).and("condition", "wanted"))))
            .enter();
  }

  /** Methods with retained locks, to be nested. */
  private static final class Nested {

    private static final LockRuntime UNCHECKED = runtime("/nested-one", OrderCheck.OFF);
    private static final LockRuntime CHECKED = runtime("/nested-two", OrderCheck.WARN);

    static final MethodHandle ORDER = method(UNCHECKED, "orders/{id}");
    static final MethodHandle STOCK = method(UNCHECKED, "stock/{id}");
    static final MethodHandle CHECKED_ORDER = method(CHECKED, "orders/{id}");
    static final MethodHandle CHECKED_STOCK = method(CHECKED, "stock/{id}");

    /** The roots are as long as each other, and so are the paths that are made. */
    private static LockRuntime runtime(String root, OrderCheck check) {
      return LockRuntime.start(
          ZkLocksConfig.memory()
              .withRoot(root)
              .withRetain(Duration.ofSeconds(4))
              .withOrderCheck(check));
    }

    private static MethodHandle method(LockRuntime runtime, String template) {
      return runtime
          .calls()
          .prepare(
              new MethodFacts(
                  MethodHandles.lookup(),
                  "work",
                  MethodType.methodType(void.class, long.class),
                  true,
                  List.of("id"),
                  List.of(LockAttributes.DEFAULT.and("value", template))))
          .enter();
    }
  }
}
