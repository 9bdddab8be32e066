package io.zklocked.runtime.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.LockLostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one transaction: those around it, which were held when it began and are only looked
 * at, and those taken within it, which it keeps until it ends. Each of the latter it holds by an
 * entry of its own, so that the calls that took them may leave when they like.
 *
 * <p>Confined to the thread of the transaction, but for {@link #ended}, which any thread may call.
 * {@code this} guards what that changes; nothing is released under it.
 */
public final class TransactionLocks {

  /** How many locks a transaction may keep. */
  static final int MOST = 100;

  /** Those of each thread, while their transaction is neither suspended nor over. */
  private static final ThreadLocal<TransactionLocks> CURRENT = new ThreadLocal<>();

  private final List<OpenHold> around;

  @GuardedBy("this")
  private final List<OpenHold> kept = new ArrayList<>(2);

  @GuardedBy("this")
  private boolean over;

  TransactionLocks(List<OpenHold> around) {
    this.around = List.copyOf(around);
  }

  /** Those of the transaction that is active on the calling thread, or null. */
  static @Nullable TransactionLocks current() {
    TransactionLocks current = CURRENT.get();
    return current == null || current.isOver() ? null : current; // it may end on another thread
  }

  /** Whether a lock that is held now will be until the transaction has ended. */
  synchronized boolean covers(OpenHold hold) {
    return around.contains(hold) || kept.contains(hold);
  }

  synchronized int count() {
    return kept.size();
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Keeps a lock that the thread holds. */
  void keep(OpenHold hold) {
    if (!hold.reenter()) {
      throw new IllegalStateException("a lock was left while a transaction entered it");
    }
    synchronized (this) {
      kept.add(hold);
    }
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
    for (OpenHold hold : copyOfKept()) {
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
    List<OpenHold> left;
    synchronized (this) {
      over = true;
      left = List.copyOf(kept);
      kept.clear();
    }
    var unused = new HeldTogether(left).leave();
  }

  private List<OpenHold> all() {
    List<OpenHold> all = new ArrayList<>(around);
    all.addAll(copyOfKept());
    return all;
  }

  private synchronized List<OpenHold> copyOfKept() {
    return List.copyOf(kept);
  }
}
