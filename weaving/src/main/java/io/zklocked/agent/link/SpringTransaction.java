package io.zklocked.agent.link;

import io.zklocked.runtime.call.Transaction;
import io.zklocked.runtime.call.TransactionLocks;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one Spring, in the loader where it is, says of the transaction of the calling thread.
 * Immutable and thread-safe.
 */
final class SpringTransaction implements Transaction {

  private static final String PACKAGE = "org.springframework.transaction.support.";
  private static final String CONNECTION_HOLDER =
      "org.springframework.jdbc.datasource.ConnectionHolder";

  private static final int REPEATABLE_READ = 4;
  private static final int SERIALIZABLE = 8;

  private final Class<?> synchronization;
  private final MethodHandle isActive;
  private final MethodHandle isSynchronizing;
  private final MethodHandle name;
  private final MethodHandle isolation;
  private final MethodHandle resources;
  private final MethodHandle register;
  private final WeakReference<SpringTransaction> weakly = new WeakReference<>(this);

  /**
   * The Spring of a class.
   *
   * @param caller with the rights of the class
   * @throws ReflectiveOperationException if it is not the Spring that is known here
   */
  SpringTransaction(MethodHandles.Lookup caller) throws ReflectiveOperationException {
    ClassLoader loader = caller.lookupClass().getClassLoader();
    Class<?> current = Class.forName(PACKAGE + "TransactionSynchronizationManager", true, loader);
    synchronization = Class.forName(PACKAGE + "TransactionSynchronization", false, loader);
    isActive = find(caller, current, "isActualTransactionActive", boolean.class);
    isSynchronizing = find(caller, current, "isSynchronizationActive", boolean.class);
    name = find(caller, current, "getCurrentTransactionName", String.class);
    isolation = find(caller, current, "getCurrentTransactionIsolationLevel", Integer.class);
    resources = find(caller, current, "getResourceMap", Map.class);
    register =
        caller
            .findStatic(
                current,
                "registerSynchronization",
                MethodType.methodType(void.class, synchronization))
            .asType(MethodType.methodType(void.class, Object.class));
  }

  private static MethodHandle find(
      MethodHandles.Lookup caller, Class<?> type, String name, Class<?> result)
      throws ReflectiveOperationException {
    return caller.findStatic(type, name, MethodType.methodType(result));
  }

  WeakReference<SpringTransaction> weakly() {
    return weakly;
  }

  /** Whether there is one, and it can be followed. */
  boolean isActive() {
    try {
      return (boolean) isActive.invokeExact() && (boolean) isSynchronizing.invokeExact();
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  public @Nullable String name() {
    try {
      return (String) name.invokeExact();
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  @Override
  public @Nullable String frozenIsolation() {
    try {
      Integer asked = (Integer) isolation.invokeExact();
      int level = asked == null ? isolationOfConnection() : asked;
      return switch (level) {
        case REPEATABLE_READ -> "REPEATABLE_READ";
        case SERIALIZABLE -> "SERIALIZABLE";
        default -> null;
      };
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /** What the database does by itself; 0 if nobody can be asked. */
  private int isolationOfConnection() throws Throwable {
    Map<?, ?> bound = (Map<?, ?>) resources.invokeExact();
    for (Object holder : bound.values()) {
      if (holder.getClass().getName().equals(CONNECTION_HOLDER)) {
        Object connection = called(holder.getClass().getMethod("getConnection"), holder);
        Class<?> type =
            Class.forName("java.sql.Connection", false, holder.getClass().getClassLoader());
        return (Integer) called(type.getMethod("getTransactionIsolation"), connection);
      }
    }
    return 0;
  }

  private static Object called(Method method, Object self) throws Throwable {
    try {
      return method.invoke(self);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  @Override
  public void follow(TransactionLocks locks) {
    ClassLoader loader = synchronization.getClassLoader();
    Object follower =
        Proxy.newProxyInstance(
            loader, new Class<?>[] {synchronization}, new Following(locks, new OwnCopies(loader)));
    try {
      register.invokeExact(follower);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("Spring's transaction cannot be asked: " + failure, failure);
  }
}
