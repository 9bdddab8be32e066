package io.zklocked.agent.link;

import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.ZkLockException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the runtime's exceptions into those of one application loader, which alone its classes can
 * catch by their types. Where that loader has none, they stay as they are. Immutable.
 */
final class OwnCopies {

  private static final MethodHandle COPY;

  static {
    try {
      COPY =
          MethodHandles.lookup()
              .findVirtual(
                  OwnCopies.class,
                  "copy",
                  MethodType.methodType(RuntimeException.class, ZkLockException.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final @Nullable ClassLoader loader;

  OwnCopies(@Nullable ClassLoader loader) {
    this.loader = loader;
  }

  /** The same handle, whose exceptions of ours are thrown as the application's. */
  MethodHandle guard(MethodHandle handle) {
    MethodHandle thrown =
        MethodHandles.filterArguments(
            MethodHandles.throwException(handle.type().returnType(), RuntimeException.class),
            0,
            COPY.bindTo(this));
    return MethodHandles.catchException(handle, ZkLockException.class, thrown);
  }

  /** Takes an exception of ours and gives the application's. */
  MethodHandle copying(MethodType type) {
    return COPY.bindTo(this).asType(type);
  }

  /** The application's copy, with all that ours says and where it came from. */
  RuntimeException copy(ZkLockException failure) {
    try {
      Class<?> type = Class.forName(failure.getClass().getName(), true, loader);
      if (type == failure.getClass()) {
        return failure;
      }
      Object copy = type.getMethod("of", Map.class).invoke(null, facts(failure));
      if (!(copy instanceof RuntimeException own)) {
        return failure;
      }
      own.setStackTrace(failure.getStackTrace());
      for (Throwable suppressed : failure.getSuppressed()) {
        own.addSuppressed(suppressed instanceof ZkLockException ours ? copy(ours) : suppressed);
      }
      return own;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return failure;
    }
  }

  private Map<String, Object> facts(ZkLockException failure) {
    Map<String, Object> facts = new HashMap<>();
    put(facts, "message", failure.getMessage());
    put(facts, "resource", failure.resource());
    put(facts, "path", failure.path());
    Throwable cause = failure.getCause();
    put(facts, "cause", cause instanceof ZkLockException ours ? copy(ours) : cause);
    if (failure instanceof LockBusyException busy) {
      put(facts, "holder", busy.holder());
      put(facts, "since", busy.since());
      put(facts, "waited", busy.waited());
    }
    if (failure instanceof LockLostException lost) {
      put(facts, "reason", lost.reason().name());
      put(facts, "committed", lost.hasCommitted());
    }
    return facts;
  }

  private static void put(Map<String, Object> facts, String key, @Nullable Object value) {
    if (value != null) {
      facts.put(key, value);
    }
  }
}
