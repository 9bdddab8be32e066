package io.zklocked.runtime.call;

import io.zklocked.LockMode;
import io.zklocked.spi.ThreadHolds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes locks while a transaction is active already, for as long as that lasts: too late for what
 * it has read before, of which it warns. One for each runtime. Thread-safe.
 */
final class LateLocks {

  private final Acquirer acquirer;
  private final Transactions transactions;
  private final Consumer<String> warning;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /**
   * Takes locks by an acquirer.
   *
   * @param warning is told once of each template
   */
  LateLocks(Acquirer acquirer, Transactions transactions, Consumer<String> warning) {
    this.acquirer = acquirer;
    this.transactions = transactions;
    this.warning = warning;
  }

  /** The transaction that is active on the calling thread, or null. */
  @Nullable Transaction transaction() {
    return transactions.current();
  }

  /** A transaction has begun on the calling thread: under what that holds. */
  void began(Transaction transaction) {
    List<OpenHold> around = held();
    if (!around.isEmpty()) {
      follow(transaction, around);
    }
  }

  private List<OpenHold> held() {
    List<OpenHold> held = new ArrayList<>(2);
    ThreadHolds.forEach(
        view -> {
          if (view instanceof OpenHold hold && hold.heldIn(acquirer) != null) {
            held.add(hold);
          }
        });
    return held;
  }

  OpenHold acquire(Transaction transaction, Acquirer.Wish wish) {
    check(transaction, List.of(wish));
    OpenHold hold = acquirer.acquire(wish);
    keep(transaction, hold, List.of(hold));
    return hold;
  }

  HeldTogether acquireAll(Transaction transaction, List<Acquirer.Wish> wishes) {
    check(transaction, wishes);
    List<OpenHold> holds = acquirer.acquireAll(wishes);
    HeldTogether together = new HeldTogether(holds);
    keep(transaction, together, holds);
    return together;
  }

  private void keep(Transaction transaction, Held held, List<OpenHold> holds) {
    try {
      for (OpenHold hold : holds) {
        TransactionLocks locks = TransactionLocks.current();
        if (locks == null || !locks.covers(hold)) {
          (locks == null ? follow(transaction, List.of()) : locks).keep(hold);
        }
      }
    } catch (RuntimeException | Error e) {
      held.leave(); // what was kept before is the transaction's
      throw e;
    }
  }

  private TransactionLocks follow(Transaction transaction, List<OpenHold> around) {
    TransactionLocks locks = new TransactionLocks(around);
    transaction.follow(locks);
    locks.resumed();
    return locks;
  }

  private void check(Transaction transaction, List<Acquirer.Wish> wishes) {
    TransactionLocks locks = TransactionLocks.current();
    int late = 0;
    for (Acquirer.Wish wish : wishes) {
      if (locks == null || !covers(locks, wish)) {
        late++;
        refuseFrozen(transaction, wish);
      }
    }
    if (late > 0 && late + (locks == null ? 0 : locks.count()) > TransactionLocks.MOST) {
      throw new IllegalStateException(
          "Lock '%s' of %s is refused: %s has taken %d locks already, and would keep all of them until it ends. Let a transaction do less, or take one lock for all of it."
              .formatted(
                  wishes.get(0).key().resource(),
                  wishes.get(0).method(),
                  shown(transaction),
                  locks == null ? 0 : locks.count()));
    }
    if (late > 0) {
      warn(transaction, wishes.get(0));
    }
  }

  /** Whether the thread holds the lock already, until the transaction has ended. */
  private boolean covers(TransactionLocks locks, Acquirer.Wish wish) {
    OpenHold held = acquirer.find(wish.key(), wish.mode());
    if (held == null && wish.mode() == LockMode.READ) {
      held = acquirer.find(wish.key(), LockMode.WRITE); // whoever writes reads as well
    }
    return held != null && locks.covers(held);
  }

  private static void refuseFrozen(Transaction transaction, Acquirer.Wish wish) {
    String isolation = transaction.frozenIsolation();
    if (isolation != null) {
      throw new IllegalStateException(
          "Lock '%s' of %s is refused: %s was active before, and with the isolation %s it goes on reading what it saw before the lock. Lock the method that opens the transaction, or open another within the lock (REQUIRES_NEW), or let the isolation be READ_COMMITTED; releaseAt = EXIT takes the lock all the same."
              .formatted(wish.key().resource(), wish.method(), shown(transaction), isolation));
    }
  }

  private void warn(Transaction transaction, Acquirer.Wish wish) {
    if (warned.add(wish.label())) {
      warning.accept(
          "transaction: %s takes lock '%s' within %s, which was active before: what that has read already may be out of date, and it keeps the lock until it ends. Lock the method that opens the transaction, or open another within the lock (REQUIRES_NEW)."
              .formatted(wish.method(), wish.label(), shown(transaction)));
    }
  }

  private static String shown(Transaction transaction) {
    String name = transaction.name();
    return name == null ? "a transaction without a name" : "the transaction of " + name;
  }
}
