package io.zklocked.runtime.engine;

import io.zklocked.LockLostException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what one key is held or kept in this process, and how many bodies run on although what they
 * held by is lost. Guarded by the engine's lock.
 */
final class Tenures {

  private final Engine engine;
  private final List<Tenure> tenures = new ArrayList<>(1);
  private int lostBodies;

  Tenures(Engine engine) {
    this.engine = engine;
  }

  void add(Tenure tenure) {
    tenures.add(tenure);
  }

  void remove(Contender contender) {
    tenures.removeIf(tenure -> tenure.contender() == contender);
  }

  boolean contains(Tenure tenure) {
    return tenures.contains(tenure);
  }

  /** All of them; a copy. */
  List<Tenure> all() {
    return List.copyOf(tenures);
  }

  /** Whether there is none, and no lost body either. */
  boolean isEmpty() {
    return tenures.isEmpty() && lostBodies == 0;
  }

  // --- Who holds ---

  /** Whether somebody of this process holds the lock who cannot do so beside another. */
  boolean isHeldAgainst(Kind kind) {
    return isHeldBeside(null, kind);
  }

  /** Whether who comes now has to wait; permits that are held keep nobody out by themselves. */
  boolean isOccupied() {
    for (Tenure tenure : tenures) {
      if (tenure.isOccupied() && tenure.contender().kind() != Kind.LEASE) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody holds who lets nobody in beside himself. */
  boolean isHeldExclusively() {
    for (Tenure tenure : tenures) {
      if (tenure.isOccupied() && tenure.isExclusive()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a body of this process runs whose lock is suspect or lost. */
  boolean isUnsound() {
    if (lostBodies > 0) {
      return true;
    }
    for (int i = 0; i < tenures.size(); i++) { // in each call, so without an iterator
      Tenure tenure = tenures.get(i);
      if (tenure.isOccupied() && (tenure.isSuspect() || engine.isPast())) {
        return true;
      }
    }
    return false;
  }

  /** The first of those who hold. */
  @Nullable OwnerRecord holder() {
    for (Tenure tenure : tenures) {
      if (tenure.isOccupied()) {
        return tenure.holdings().get(0).owner();
      }
    }
    return null;
  }

  // --- Who may be served ---

  /** The tenure by which somebody who waits may have the lock now; the newest of them. */
  @Nullable Tenure serving(Kind kind) {
    if (tenures.isEmpty() || isUnsound()) {
      return null;
    }
    for (int i = tenures.size() - 1; i >= 0; i--) {
      Tenure tenure = tenures.get(i);
      if (tenure.serves(kind) && !isHeldBeside(tenure, kind)) {
        return tenure;
      }
    }
    return null;
  }

  /** Whether somebody holds by another tenure, such as one that a writer was downgraded to. */
  private boolean isHeldBeside(@Nullable Tenure serving, Kind kind) {
    for (int i = 0; i < tenures.size(); i++) { // in each call, so without an iterator
      Tenure tenure = tenures.get(i);
      if (tenure != serving
          && tenure.isOccupied()
          && kind.conflictsWith(tenure.contender().kind())) {
        return true;
      }
    }
    return false;
  }

  /**
   * A tenure that nobody holds by, that nobody could be served by, and that is not kept: it goes.
   */
  @Nullable Contender takeIdle() {
    for (Tenure tenure : tenures) {
      if (!tenure.isOccupied() && !tenure.isKept()) {
        tenures.remove(tenure);
        return tenure.contender();
      }
    }
    return null;
  }

  /** What is kept, but could not be granted again, leaves as the next contender comes. */
  @Nullable Contender takeKept() {
    for (Tenure tenure : tenures) {
      if (tenure.isKept()) {
        tenures.remove(tenure);
        return tenure.contender();
      }
    }
    return null;
  }

  // --- What is lost ---

  /** A tenure is gone: what was held by it is lost. */
  void lost(Tenure tenure, Reason reason, Effects effects) {
    tenures.remove(tenure);
    String breaks = engine.policy.breaks();
    String record =
        reason == Reason.NODE_DELETED && breaks != null && tenure.isOccupied()
            ? BreakRecord.path(breaks, tenure.node())
            : null;
    for (Holding holding : tenure.holdings()) {
      lostBodies++;
      if (record == null) {
        holding.lose(reason, effects);
      } else {
        holding.lose(reason);
      }
    }
    if (record != null) {
      new LossInquiry(engine, tenure.holdings())
          .start(tenure.contender().session(), record, effects);
    }
  }

  /** A body has left whose lock was lost. */
  void lostBodyLeft() {
    lostBodies--;
  }
}
