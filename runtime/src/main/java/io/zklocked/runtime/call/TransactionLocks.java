package io.zklocked.runtime.call;

import io.zklocked.LockLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one transaction: those around it, which were held when it began and are only looked
 * at, and those taken within it, which it keeps until it ends. Each of the latter it holds by an
 * entry of its own, so that the calls that took them may leave when they like.
 *
 * <p>Confined to the thread of the transaction, but for {@link #ended}, which any thread may call.
 */
public final class TransactionLocks {

  /** How many locks a transaction may keep. */
  static final int MOST = 100;

  /** Those of each thread, while their transaction is neither suspended nor over. */
  private static final ThreadLocal<TransactionLocks> CURRENT = new ThreadLocal<>();

  private final List<OpenHold> around;

  /** Lists that do not change; null once it has ended, so that nothing is kept after that. */
  private final AtomicReference<@Nullable List<OpenHold>> kept = new AtomicReference<>(List.of());

  TransactionLocks(List<OpenHold> around) {
    this.around = List.copyOf(around);
  }

  /** Those of the transaction that is active on the calling thread, or null. */
  static @Nullable TransactionLocks current() {
    TransactionLocks current = CURRENT.get();
    return current == null || current.isOver() ? null : current; // it may end on another thread
  }

  /** Whether a lock that is held now will be until the transaction has ended. */
  boolean covers(OpenHold hold) {
    return around.contains(hold) || kept().contains(hold);
  }

  int count() {
    return kept().size();
  }

  private boolean isOver() {
    return kept.get() == null;
  }

  private List<OpenHold> kept() {
    List<OpenHold> now = kept.get();
    return now == null ? List.of() : now;
  }

  /** Keeps a lock that the thread holds. */
  void keep(OpenHold hold) {
    if (!hold.reenter()) {
      throw new IllegalStateException("a lock was left while a transaction entered it");
    }
    List<OpenHold> now = kept.get();
    while (now != null) {
      List<OpenHold> more = new ArrayList<>(now);
      more.add(hold);
      if (kept.compareAndSet(now, List.copyOf(more))) {
        return;
      }
      now = kept.get();
    }
    hold.leave();
    throw new IllegalStateException("a transaction ended while a lock was taken within it");
  }

  /** Another transaction takes the place of this one on its thread. */
  public void suspended() {
    if (CURRENT.get() == this) {
      CURRENT.remove();
    }
  }

  /** This transaction is that of its thread again. */
  public void resumed() {
    CURRENT.set(this);
  }

  /**
   * The transaction is about to be committed.
   *
   * @throws LockLostException if one of the locks is not valid, so that it must be rolled back
   */
  public void beforeCommit() {
    for (OpenHold hold : all()) {
      LockLostException loss = hold.isCheckedAtCommit() ? hold.lossBeforeCommit() : null;
      if (loss != null) {
        throw loss;
      }
    }
  }

  /**
   * The transaction was committed, and its locks are still held.
   *
   * @throws LockLostException if one of those that it keeps is not valid any more; the others tell
   *     the calls that hold them
   */
  public void committed() {
    all().forEach(OpenHold::committed);
    for (OpenHold hold : kept()) {
      LockLostException loss = hold.isCheckedAtCommit() ? hold.loss() : null;
      if (loss != null) {
        throw loss;
      }
    }
  }

  /**
   * The transaction has ended: gives back what it has kept, in reverse. May block for as long as
   * the end of a hold waits. A loss that shows only now is logged and counted.
   *
   * @param rolledBack whether it is certain that nothing of it was committed
   */
  public void ended(boolean rolledBack) {
    if (!rolledBack) {
      all().forEach(OpenHold::committed);
    }
    suspended();
    List<OpenHold> left = kept.getAndSet(null);
    if (left != null) {
      var unused = new HeldTogether(left).leave();
    }
  }

  private List<OpenHold> all() {
    List<OpenHold> all = new ArrayList<>(around);
    all.addAll(kept());
    return all;
  }
}
