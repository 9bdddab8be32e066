package io.zklocked.runtime.engine;

import io.zklocked.LockLostException.Reason;
import io.zklocked.LockMode;
import io.zklocked.ZkLockException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key as this process sees it: who waits for it here, in order; the contender that stands in
 * line on the servers for the first of them; and the tenures by which it is held.
 *
 * <p>The first who waits is served by a tenure that may be handed over, shared or was kept;
 * otherwise a contender is sent. Nobody is served, and no contender sent, while a body of this
 * process runs on under the key whose lock is suspect or lost. Guarded by the engine's lock.
 */
final class Line {

  private static final int MOST_RESTARTS = 3;

  private final Engine engine;
  private final String directory;
  private final Set<Waiter> waiting = new LinkedHashSet<>(4);
  private final Tenures tenures;
  private @Nullable Contender next;
  private byte @Nullable [] holder;
  private boolean removable = true;
  private int restarts;
  private boolean isInSemaphore;
  private final List<Downgrade> downgrades = new ArrayList<>(0);

  Line(Engine engine, String directory) {
    this.engine = engine;
    this.directory = directory;
    this.tenures = new Tenures(engine);
  }

  String directory() {
    return directory;
  }

  boolean isRemovable() {
    return removable;
  }

  /** Whether its directory is one of the two below the key of a semaphore. */
  boolean isInSemaphore() {
    return isInSemaphore;
  }

  // --- Who waits ---

  void join(Waiter waiter, Effects effects) {
    waiting.add(waiter);
    removable &= waiter.request().removable();
    isInSemaphore |= waiter.request().mode() == LockMode.SEMAPHORE;
    advance(effects);
    if (!waiting.contains(waiter)) {
      return;
    }
    if (waiter.isOnce()) {
      if (tenures.isHeldAgainst(waiter.kind())) {
        waiter.giveUp(Attempt.Reason.TIMEOUT, effects);
      } else if (next != null && next.isBehind()) {
        next.lookUpHolder(effects);
      }
    } else if (next != null) {
      next.awaited(effects);
    }
  }

  /** Serves who comes at a moment when nobody waits; null if that is not possible. */
  @Nullable Served serve(Request request, Effects effects) {
    Tenure tenure = waiting.isEmpty() ? tenures.serving(Kind.of(request.mode())) : null;
    if (tenure == null) {
      return null;
    }
    LockObserver.Outcome way = tenure.way();
    return new Served(tenure.grant(request, effects), way);
  }

  /** Whether who held by a tenure before may hold by it now; the same rule as for who comes new. */
  boolean servesAgain(Tenure tenure) {
    return waiting.isEmpty() && tenures.serving(tenure.contender().kind()) == tenure;
  }

  /** Joins a line where nobody of this process is, for a contender that somebody else sends. */
  void await(Waiter waiter, Contender sent) {
    waiting.add(waiter);
    removable &= waiter.request().removable();
    next = sent;
  }

  void gaveUp(Waiter waiter, Effects effects) {
    if (waiting.remove(waiter)) {
      advance(effects);
    }
  }

  /** Whether anybody waits who gives up as soon as somebody else is seen to hold the lock. */
  boolean hasOnce() {
    return waiting.stream().anyMatch(waiter -> waiter.isOnce());
  }

  /** Whether anybody waits for longer than that. */
  boolean hasPatient() {
    return waiting.stream().anyMatch(waiter -> !waiter.isOnce());
  }

  /** Somebody else was seen to hold the lock. */
  void failOnce(Effects effects) {
    for (Waiter waiter : List.copyOf(waiting)) {
      if (waiter.isOnce()) {
        waiter.giveUp(Attempt.Reason.TIMEOUT, effects);
      }
    }
  }

  /** Fails everybody who waits. */
  void failAll(Function<Waiter, ZkLockException> failure, Effects effects) {
    for (Waiter waiter : List.copyOf(waiting)) {
      waiter.fail(failure.apply(waiter), effects);
    }
  }

  /** Fails everybody who waits, because the ensemble refuses. */
  void refuseAll(String why, Effects effects) {
    for (Downgrade downgrade : List.copyOf(downgrades)) {
      downgrade.refuse(why, effects);
    }
    failAll(waiter -> Failures.unavailable(waiter.request(), waiter.waitedNanos(), why), effects);
  }

  // --- Who holds ---

  /** What the node of the first in line says of its owner. */
  void heldBy(byte[] record) {
    holder = record;
  }

  void lookUpHolder(Effects effects) {
    if (!tenures.isOccupied() && next != null && engine.clock.isConnected()) {
      next.lookUpHolder(effects);
    }
  }

  /** Whether somebody is known to hold the lock. */
  boolean isBusy() {
    return tenures.isOccupied() || (next != null && next.isBehind() && engine.clock.isConnected());
  }

  @Nullable OwnerRecord holder() {
    OwnerRecord here = tenures.holder();
    return here != null || holder == null ? here : OwnerRecord.decode(holder);
  }

  /** Whether a body of this process runs under the key whose lock is suspect or lost. */
  boolean isUnsound() {
    return tenures.isUnsound();
  }

  // --- Moves ---

  /** Serves whom it can, and sends a contender for the first whom it cannot. */
  void advance(Effects effects) {
    boolean served = false;
    for (Waiter first = first(); first != null; first = first()) {
      Tenure tenure = tenures.serving(first.kind());
      if (tenure == null) {
        break;
      }
      waiting.remove(first);
      LockObserver.Outcome way = tenure.way();
      first.granted(tenure.grant(first.request(), effects), way, effects);
      served = true;
    }
    if (served && !waiting.isEmpty()) {
      failOnce(effects);
    }
    apply(tenures.takeIdle(), effects);
    forget(effects);
  }

  private @Nullable Waiter first() {
    Iterator<Waiter> inOrder = waiting.iterator();
    return inOrder.hasNext() ? inOrder.next() : null;
  }

  /**
   * Sends a contender for the first who waits, where one is due, and calls back one that is not.
   */
  private void apply(@Nullable Contender leaving, Effects effects) {
    Waiter first = first();
    if (next != null && (first == null || next.kind() != first.kind())) {
      Contender unwanted = next;
      next = null;
      unwanted.leave(effects);
    }
    Session session = engine.clock.usable();
    if (first != null && session != null && next == null && mayApply()) {
      next = new Contender(engine, this, session, first);
      next.start(leaving == null ? tenures.takeKept() : leaving, effects);
    } else if (leaving != null) {
      leaving.leave(effects);
    }
  }

  private boolean mayApply() {
    // what is held exclusively is handed over, or replaced, when its holder leaves
    return !engine.isDraining()
        && !tenures.isUnsound()
        && !(engine.policy.handsOver() && tenures.isHeldExclusively());
  }

  /** Nobody of this process is here any more. */
  private void forget(Effects effects) {
    if (waiting.isEmpty() && tenures.isEmpty() && next == null && downgrades.isEmpty()) {
      engine.lines.remove(this);
      engine.directories.left(directory, effects);
      engine.settled(effects);
    }
  }

  /** The contender has the lock. */
  void granted(Contender contender, Tenure tenure, Effects effects) {
    if (next == contender) {
      next = null;
    }
    restarts = 0;
    holder = null;
    tenures.add(tenure);
    advance(effects);
  }

  /** A writer is about to hold a read lock as well. */
  void downgrading(Downgrade downgrade) {
    downgrades.add(downgrade);
  }

  /** It does, or it will not. */
  void downgraded(Downgrade downgrade, @Nullable Tenure tenure, Effects effects) {
    downgrades.remove(downgrade);
    if (tenure != null) {
      tenures.add(tenure);
    }
    forget(effects);
  }

  /** A holder leaves; told apart is one whose tenure had ended before. */
  void left(Holding holding, boolean wasLost, Effects effects) {
    Tenure tenure = holding.tenure();
    if (wasLost) {
      tenures.lostBodyLeft();
      holding.settle(effects);
      advance(effects);
      vacated(effects);
      return;
    }
    tenure.left(holding);
    if (tenure.isOccupied()) {
      holding.settle(effects);
      return;
    }
    if (holding.loss() != null) {
      release(tenure.contender(), effects);
    } else if (waiting.isEmpty() && tenure.mayBeKept(holding.request())) {
      tenure.keep(holding.request(), effects);
    } else {
      advance(effects);
    }
    if (tenures.contains(tenure)) {
      holding.settle(effects);
    }
    vacated(effects);
  }

  private void vacated(Effects effects) {
    if (next != null) {
      next.vacated(effects);
    }
  }

  /**
   * Gives a tenure up that nobody holds by. Whoever waits gets another contender, which is created
   * before the old one is deleted, so that everybody else in line comes before it.
   */
  void release(Contender contender, Effects effects) {
    tenures.remove(contender);
    apply(contender, effects);
    forget(effects);
  }

  /** A tenure is gone: what was held by it is lost. */
  void lost(Contender contender, Tenure tenure, Reason reason, Effects effects) {
    tenures.lost(tenure, reason, effects);
    advance(effects);
  }

  /** Nobody knows of a node of the contender: another is sent. */
  void replace(Contender contender, Effects effects) {
    if (next == contender) {
      next = null;
      advance(effects);
    }
  }

  /** The contender's node is gone although the session lives. */
  void missing(Contender contender, Effects effects) {
    if (++restarts > MOST_RESTARTS) {
      restarts = 0;
      refuseAll("somebody deletes its node again and again while it waits", effects);
    }
    replace(contender, effects);
  }

  /** The ensemble refuses the contender: it goes, and so does everybody who waits. */
  void refused(Contender contender, Function<Waiter, ZkLockException> failure, Effects effects) {
    if (next == contender) {
      failAll(failure, effects);
    }
  }

  // --- What happens to the session ---

  /** The session is connected and has answered: everything is looked after. */
  void reconcile(Effects effects) {
    for (Tenure tenure : tenures.all()) {
      tenure.contender().lookAgain(effects);
    }
    lookAgain(effects);
    advance(effects);
  }

  /** Looks again at what a lost watch may have missed, and at what could not be granted. */
  void lookAgain(Effects effects) {
    if (next != null) {
      next.lookAgain(effects);
    }
  }

  /** Proves again what has become suspect. */
  void prove(Effects effects) {
    for (Tenure tenure : tenures.all()) {
      if (tenure.isSuspect()) {
        tenure.contender().lookAgain(effects);
      }
    }
  }

  /** Nothing can be trusted before it is proven. */
  void suspect() {
    tenures.all().forEach(Tenure::suspect);
  }

  /** Gives back what is kept for nobody. */
  void letGo(Effects effects) {
    for (Tenure tenure : tenures.all()) {
      if (tenure.isKept()) {
        release(tenure.contender(), effects);
      }
    }
  }

  /** The session has ended, and everything in it. */
  void ended(Session session, Effects effects) {
    if (next != null && next.session() == session) {
      next.ended(effects);
      next = null;
    }
    for (Tenure tenure : tenures.all()) {
      if (tenure.contender().session() == session) {
        tenure.contender().ended(effects);
        lost(tenure.contender(), tenure, Reason.SESSION_EXPIRED, effects);
      }
    }
    for (Downgrade downgrade : List.copyOf(downgrades)) {
      downgrade.ended(effects);
    }
    advance(effects);
  }

  /** The engine ends while bodies still run. */
  void abandon(Effects effects) {
    for (Tenure tenure : tenures.all()) {
      // Its node goes with the session, not before its body was told.
      tenure.contender().ended(effects);
      lost(tenure.contender(), tenure, Reason.SHUTDOWN, effects);
    }
  }
}
