package io.zklocked.runtime.call;

import org.jspecify.annotations.Nullable;

/** The transaction that is active on the calling thread, as whoever runs it shows it. */
public interface Transaction {

  /**
   * What it is called, for messages.
   *
   * @return most often the method that has opened it; null if it has no name
   */
  @Nullable String name();

  /**
   * Its isolation, if it goes on reading what it has read once, whatever others commit meanwhile.
   *
   * @return such as {@code REPEATABLE_READ}; null if it reads what has been committed, or nobody
   *     knows
   */
  @Nullable String frozenIsolation();

  /**
   * Takes somebody along: from now on the locks are told what becomes of the transaction.
   *
   * @param locks what is to be told
   * @throws RuntimeException if the transaction takes nobody along any more
   */
  void follow(TransactionLocks locks);
}
