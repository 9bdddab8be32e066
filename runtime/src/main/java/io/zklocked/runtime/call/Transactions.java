package io.zklocked.runtime.call;

import org.jspecify.annotations.Nullable;

/** Knows the transactions of threads. Thread-safe. */
@FunctionalInterface
public interface Transactions {

  /** Where nobody knows of transactions. */
  Transactions NONE = () -> null;

  /**
   * The transaction that is active on the calling thread, and can be followed.
   *
   * @return the transaction, or null if there is none
   */
  @Nullable Transaction current();
}
