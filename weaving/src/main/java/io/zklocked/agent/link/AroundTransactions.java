package io.zklocked.agent.link;

import io.zklocked.LockBusyException;
import io.zklocked.ZkLockException;
import io.zklocked.runtime.call.LockedMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lock of a method before Spring opens the transaction of its call, and gives it back
 * when that has ended. Called by Spring's interceptor, in the place of its own body, which it calls
 * back. Thread-safe.
 */
final class AroundTransactions {

  private static final MethodHandle CALL;

  static {
    try {
      CALL =
          MethodHandles.lookup()
              .findVirtual(
                  AroundTransactions.class,
                  "call",
                  MethodType.methodType(Object[].class, Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final SpringCalls spring;
  private final SpringTransactions transactions;
  private final TransactedMethods methods;

  /** The invocation whose lock has just been taken, until the interceptor comes back with it. */
  private static final ThreadLocal<Object> LOCKED = new ThreadLocal<>();

  AroundTransactions(
      SpringCalls spring, SpringTransactions transactions, TransactedMethods methods) {
    this.spring = spring;
    this.transactions = transactions;
    this.methods = methods;
  }

  /** Takes the interceptor and its argument; gives an array of the call's result, or null. */
  MethodHandle handle() {
    return CALL.bindTo(this);
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private @Nullable Object @Nullable [] call(Object interceptor, Object invocation)
      throws Throwable {
    if (LOCKED.get() == invocation) {
      LOCKED.remove();
      return null;
    }
    TransactedMethod method = method(interceptor, invocation);
    if (method == null) {
      return null;
    }
    try {
      return new Object[] {call(method, interceptor, invocation)};
    } catch (ZkLockException e) {
      throw method.copies().copy(e);
    }
  }

  /** The method to be locked here, or null if its own call sites see to it. */
  private @Nullable TransactedMethod method(Object interceptor, Object invocation)
      throws Throwable {
    Object target = spring.target(invocation);
    if (target == null) {
      return null;
    }
    Method called = spring.method(invocation);
    TransactedMethod method = methods.of(called, spring.typeOf(target), spring::reached);
    if (method == null || !method.goesAround(target)) {
      return null;
    }
    if (method.isPublisher()) {
      throw new IllegalStateException(
          method.shown()
              + " is locked and transactional, and returns a publisher: locks do not follow"
              + " reactive transactions. Open the transaction in a method that this one calls, and"
              + " let it be locked alone; or return a value, or a CompletionStage");
    }
    boolean joins =
        transactions.current() != null
            && !spring.opensItsOwn(interceptor, called, spring.typeOf(target));
    return joins ? null : method;
  }

  private @Nullable Object call(TransactedMethod method, Object interceptor, Object invocation)
      throws Throwable {
    Object entered =
        method.method().enterAround(spring.target(invocation), spring.arguments(invocation));
    if (entered instanceof LockBusyException) {
      return method.method().hasFallback()
          ? proceed(method, interceptor, invocation)
          : method.method().skipped();
    }
    Object result;
    try {
      result = proceed(method, interceptor, invocation);
    } catch (Throwable failure) {
      // Whatever it is, it is the call's failure.
      Exits.fail(method.copies(), failure, entered);
      throw failure;
    }
    return LockedMethod.exit(entered, result, null);
  }

  /** The interceptor's own body. */
  private @Nullable Object proceed(TransactedMethod method, Object interceptor, Object invocation)
      throws Throwable {
    LOCKED.set(invocation);
    try {
      return spring.proceed(interceptor, invocation);
    } finally {
      LOCKED.remove(); // which the interceptor did itself, if it came back
      method.method().leaveAround();
    }
  }
}
