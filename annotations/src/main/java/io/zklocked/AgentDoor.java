package io.zklocked;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from the application's classes to the agent's runtime, which lives in a loader of its
 * own: one method of a class that the agent defines in {@code java.lang}. Thread-safe: what it
 * remembers is found once and never changes.
 */
final class AgentDoor {

  private static final String DISPATCH = "java.lang.ZkLockedDispatch";

  private AgentDoor() {}

  /** The view of the calling thread's innermost hold of the agent's runtime, or null. */
  static @Nullable Function<String, @Nullable Object> innermost() {
    if (!present()) {
      return null;
    }
    try {
      @SuppressWarnings("unchecked") // the contract of ZkLockedDispatch.innermost
      Function<String, @Nullable Object> view =
          (Function<String, @Nullable Object>) Open.INNERMOST.invokeExact();
      return view;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the agent's dispatcher failed", e);
    }
  }

  private static boolean present() {
    try {
      Class.forName(DISPATCH, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Initialised at the first call that finds the dispatcher. */
  private static final class Open {
    static final MethodHandle INNERMOST = find();

    private static MethodHandle find() {
      try {
        Class<?> dispatch = Class.forName(DISPATCH, true, null);
        return MethodHandles.publicLookup()
            .findStatic(dispatch, "innermost", MethodType.methodType(Function.class))
            .asType(MethodType.methodType(Function.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the agent's dispatcher is of another version", e);
      }
    }
  }
}
