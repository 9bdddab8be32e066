package io.zklocked.agent.link;

import io.zklocked.runtime.call.Transaction;
import io.zklocked.runtime.call.Transactions;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of Spring, in whichever loader it is: a thread is known to have them once one
 * has begun on it. Thread-safe.
 */
public final class SpringTransactions implements Transactions {

  /** Weak, since threads live longer than applications. */
  private static final ThreadLocal<WeakReference<SpringTransaction>> LAST = new ThreadLocal<>();

  /** No thread has any yet. */
  public SpringTransactions() {}

  @Override
  public @Nullable Transaction current() {
    WeakReference<SpringTransaction> known = LAST.get();
    SpringTransaction transaction = known == null ? null : known.get();
    return transaction == null || !transaction.isActive() ? null : transaction;
  }

  /** A transaction of this Spring has begun on the calling thread. */
  void began(SpringTransaction transaction) {
    WeakReference<SpringTransaction> known = LAST.get();
    if (known == null || known.get() != transaction) {
      LAST.set(transaction.weakly());
    }
  }
}
