package io.zklocked.runtime.call;

import io.zklocked.rules.Fault;
import io.zklocked.rules.LockRules;
import io.zklocked.runtime.key.ReflectedType;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Refuses results behind which work goes on, or has not even begun, where the declared type could
 * not tell: a caller who gets no publisher cannot subscribe to it without the lock, and one whose
 * future runs on hears of it. Stateless.
 */
final class UnawaitedResult {

  private static final ClassValue<String> SENTENCES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          Fault fault =
              LockRules.faultOfValue(new ReflectedType(type, MethodHandles.publicLookup()));
          return fault == null ? "" : fault.sentence();
        }
      };

  private UnawaitedResult() {}

  static void check(Object result) {
    String sentence = SENTENCES.get(result.getClass());
    if (!sentence.isEmpty() && !isDone(result)) {
      throw new IllegalStateException("A locked method cannot be awaited: " + sentence);
    }
  }

  private static boolean isDone(@Nullable Object result) {
    return result instanceof Future<?> future && future.isDone();
  }
}
