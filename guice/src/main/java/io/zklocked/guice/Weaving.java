package io.zklocked.guice;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Asks the agent, if there is one, whether it locks the methods of a class: such a class needs no
 * interception. The agent is reached by a class that it defines in {@code java.lang}. Without
 * state.
 */
final class Weaving {

  private static final String DISPATCH = "java.lang.ZkLockedDispatch";

  private Weaving() {}

  /** Whether the agent locks the annotated methods that this very class declares. */
  static boolean locks(Class<?> type) {
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
