package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/**
 * Lets this code use its own rights where a security manager, up to JDK 23, would ask for those of
 * the application that calls. Stateless.
 */
@SuppressWarnings("removal")
final class Privileges {

  private static final MethodHandle CALL;

  static {
    try {
      CALL =
          MethodHandles.lookup()
              .findStatic(
                  Privileges.class,
                  "call",
                  MethodType.methodType(Object.class, MethodHandle.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Privileges() {}

  /** Does what needs rights. */
  static <T> T of(PrivilegedAction<T> action) {
    return AccessController.doPrivileged(action);
  }

  /** The same handle, with these rights where anybody asks; as it is elsewhere. */
  static MethodHandle around(MethodHandle handle) {
    return System.getSecurityManager() == null
        ? handle
        : CALL.bindTo(handle)
            .asCollector(Object[].class, handle.type().parameterCount())
            .asType(handle.type());
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static @Nullable Object call(MethodHandle handle, Object[] arguments) throws Throwable {
    PrivilegedExceptionAction<@Nullable Object> action = () -> invoke(handle, arguments);
    try {
      return AccessController.doPrivileged(action);
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }

  private static @Nullable Object invoke(MethodHandle handle, Object[] arguments) throws Exception {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the call of a lock failed: " + e, e);
    }
  }
}
