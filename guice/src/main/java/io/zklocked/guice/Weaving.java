package io.zklocked.guice;

import io.zklocked.spi.Woven;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Knows whether the methods of a class lock by themselves, and need no interception: the class was
 * woven when it was built, or the agent says so, if there is one. The agent is reached by a class
 * that it defines in {@code java.lang}. Without state.
 */
final class Weaving {

  private static final String DISPATCH = "java.lang.ZkLockedDispatch";

  private Weaving() {}

  /** Whether the annotated methods that this very class declares lock by themselves. */
  static boolean locks(Class<?> type) {
    if (type.isAnnotationPresent(Woven.class)) {
      return true;
    }
    Class<?> dispatch;
    try {
      dispatch = Class.forName(DISPATCH, true, null);
    } catch (ClassNotFoundException e) {
      return false;
    }
    try {
      MethodHandle locks =
          MethodHandles.publicLookup()
              .findStatic(dispatch, "locks", MethodType.methodType(boolean.class, Class.class));
      return (boolean) locks.invokeExact(type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the agent's dispatcher is of another version", e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the agent's dispatcher failed", e);
    }
  }
}
