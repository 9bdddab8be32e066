package io.zklocked.agent.link;

import io.zklocked.runtime.call.Calls;
import io.zklocked.spi.ThreadHolds;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/** Links the call sites in the classes of Spring. Thread-safe. */
final class SpringLinkage {

  private static final MethodHandle BEGAN;

  static {
    try {
      BEGAN =
          MethodHandles.lookup()
              .findVirtual(
                  SpringLinkage.class,
                  "began",
                  MethodType.methodType(void.class, SpringTransaction.class, boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Supplier<Calls> calls;
  private final SpringTransactions transactions;
  private final TransactedMethods methods;

  SpringLinkage(Supplier<Calls> calls, SpringTransactions transactions, TransactedMethods methods) {
    this.calls = calls;
    this.transactions = transactions;
    this.methods = methods;
  }

  /** A handle that makes a call in the place of Spring's interceptor of transactions. */
  MethodHandle around(MethodHandles.Lookup caller) {
    try {
      return new AroundTransactions(new SpringCalls(caller), transactions, methods).handle();
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  /** A handle that takes the status of a transaction, which may have begun. */
  MethodHandle began(MethodHandles.Lookup caller) {
    try {
      Class<?> status =
          Class.forName(
              "org.springframework.transaction.support.DefaultTransactionStatus",
              false,
              caller.lookupClass().getClassLoader());
      MethodHandle isNew =
          caller
              .findVirtual(status, "isNewSynchronization", MethodType.methodType(boolean.class))
              .asType(MethodType.methodType(boolean.class, Object.class));
      return MethodHandles.filterArguments(
          MethodHandles.insertArguments(BEGAN, 0, this, new SpringTransaction(caller)), 0, isNew);
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private void began(SpringTransaction transaction, boolean isNew) {
    if (!isNew) {
      return;
    }
    transactions.began(transaction);
    if (ThreadHolds.last() != null && transaction.isActive()) {
      calls.get().began(transaction);
    }
  }

  private static IllegalStateException unknown(ReflectiveOperationException failure) {
    return new IllegalStateException(
        "this version of Spring is not known to the agent of zklocked, whose locks cannot respect"
            + " its transactions: "
            + failure,
        failure);
  }
}
