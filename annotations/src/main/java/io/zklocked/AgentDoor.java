package io.zklocked;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way from the application's classes to the agent's runtime, which lives in a loader of its
 * own: one method of a class that the agent defines in {@code java.lang}. Thread-safe.
 */
final class AgentDoor {

  private static final String DISPATCH = "java.lang.ZkLockedDispatch";

  /** Whether the door was found. That there is none is asked anew: the agent may still come. */
  private static final AtomicBoolean FOUND = new AtomicBoolean();

  private AgentDoor() {}

  /** The door, looked for when it is known to be there: what is final is as good as a call. */
  private static final class Found {
    static final @Nullable MethodHandle DOOR = find();
  }

  /** The view of the calling thread's innermost hold of the agent's runtime, or null. */
  static @Nullable Function<String, @Nullable Object> innermost() {
    if (!FOUND.get()) {
      if (find() == null) {
        return null;
      }
      FOUND.set(true);
    }
    MethodHandle door = Found.DOOR;
    if (door == null) {
      throw new IllegalStateException("the agent's dispatcher is gone");
    }
    try {
      @SuppressWarnings("unchecked") // the contract of ZkLockedDispatch.innermost
      Function<String, @Nullable Object> view =
          (Function<String, @Nullable Object>) door.invokeExact();
      return view;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the agent's dispatcher failed", e);
    }
  }

  private static Class<?> dispatch() throws ClassNotFoundException {
    try {
      return Class.forName(DISPATCH, true, null);
    } catch (SecurityException e) {
      return Class.forName(DISPATCH); // all loaders lead there, but not all are quick
    }
  }

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(dispatch(), "innermost", MethodType.methodType(Function.class));
    } catch (ClassNotFoundException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the agent's dispatcher is of another version", e);
    }
  }
}
