package io.zklocked.agent.glance;

import org.jspecify.annotations.Nullable;

/**
 * Knows the classes of Spring that are woven so that locks lie around transactions. Stateless, and
 * as plain as the search for annotations.
 */
final class TransactionClasses {

  private static final String PACKAGE = "org/springframework/transaction/";

  private TransactionClasses() {}

  static boolean isOne(@Nullable String internalName) {
    return internalName != null
        && internalName.startsWith(PACKAGE)
        && (internalName.equals(PACKAGE + "interceptor/TransactionInterceptor")
            || internalName.equals(PACKAGE + "support/AbstractPlatformTransactionManager"));
  }
}
