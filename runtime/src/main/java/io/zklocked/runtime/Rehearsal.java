package io.zklocked.runtime;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.call.Calls;
import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.call.MethodFacts;
import io.zklocked.runtime.engine.EngineLog;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.memory.MemoryEnsemble;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * A call of a locked method that is nobody's, on an ensemble of its own: the JVM loads and makes
 * for it what the first real call needs, while that is still being prepared. Says nothing to
 * anybody. Stateless.
 */
final class Rehearsal implements EngineLog {

  private static final List<LockAttributes> LOCKS =
      List.of(LockAttributes.DEFAULT.and("value", "rehearsal/{id}"));

  /** Where it is played. */
  Ensemble ensemble() {
    return MemoryEnsemble.apart();
  }

  /** Enters and leaves one call. */
  void play(Calls calls) {
    MethodType type = MethodType.methodType(void.class, int.class);
    MethodFacts facts =
        new MethodFacts(MethodHandles.lookup(), "play", type, true, List.of("id"), LOCKS);
    try {
      Object entered = (Object) calls.prepare(facts).enter().invokeExact(1);
      LockedMethod.exit(entered, null, null);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void debug(String message) {}

  @Override
  public void info(String message) {}

  @Override
  public void warn(String message) {}

  @Override
  public void error(String message) {}
}
