package io.zklocked.runtime.engine;

import io.zklocked.LockLostException.Reason;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contender that has the lock, and those of this process who hold by it: one after the other, or
 * several readers at once; or nobody, while it is kept for the next.
 *
 * <p>As long as nobody else is in line it watches the key directory, which also tells when its own
 * node is gone; from then on only its node. Guarded by the engine's lock, but for {@link
 * #isSuspect}, which any thread may ask.
 */
final class Tenure implements Phase {

  private final Engine engine;
  private final Contender contender;
  private final Created node;
  private final Budget budget;
  private final List<Holding> holdings = new ArrayList<>(1);
  private Reaped last = Reaped.UNASKED;
  private long grants;
  private boolean isWatching;
  private boolean isLooking;
  private int suspicions;
  private long keptSince;
  private long keptNanos;
  private boolean isKept;
  private boolean isTimed;
  private long timedFor;
  private volatile boolean suspect;

  Tenure(Engine engine, Contender contender, Created node, boolean contended) {
    this.engine = engine;
    this.contender = contender;
    this.node = node;
    this.budget = new Budget(contended, engine.nanos());
  }

  Created node() {
    return node;
  }

  Contender contender() {
    return contender;
  }

  boolean isOccupied() {
    return !holdings.isEmpty();
  }

  boolean isExclusive() {
    return !contender.kind().isShared();
  }

  /** Whether the node has to be seen again before anybody can rely on it. */
  boolean isSuspect() {
    return suspect;
  }

  List<Holding> holdings() {
    return holdings;
  }

  /**
   * Begins to watch; on the event that granted.
   *
   * @param watched whether the directory is watched already
   */
  void start(boolean watched, Effects effects) {
    engine.lines.watch(node.path(), contender);
    if (watched) {
      engine.lines.watch(contender.directory(), contender);
      isWatching = true;
    } else {
      engine.lookout.began(this, effects);
    }
  }

  // --- Who holds ---

  /** Whether somebody who waits in this process may have the lock by this node. */
  boolean serves(Kind kind) {
    if (kind != contender.kind() || suspect || contender.isNotIn(this)) {
      return false;
    }
    if (grants == 0) {
      return true;
    }
    return isExclusive() ? servesNext() : servesBeside();
  }

  private boolean servesNext() {
    return !isOccupied() && (isKept ? isRegrantable() : isHandedOver());
  }

  private boolean servesBeside() {
    if (isKept) {
      return isRegrantable();
    }
    return !budget.isContended()
        && engine.policy.handsOver()
        && engine.mayGrant(contender.session());
  }

  private boolean isHandedOver() {
    return engine.policy.handsOver()
        && engine.mayGrant(contender.session())
        && budget.allows(engine.nanos());
  }

  private boolean isRegrantable() {
    return isWatching
        && !budget.isContended()
        && engine.mayRegrant(contender.session())
        && budget.allows(engine.nanos());
  }

  /** How whoever is granted now comes by it. */
  LockObserver.Outcome way() {
    if (grants == 0) {
      return LockObserver.Outcome.GRANTED;
    }
    return isKept ? LockObserver.Outcome.RETAINED : LockObserver.Outcome.HANDED_OFF;
  }

  Holding grant(Request request, Effects effects) {
    Holding holding = new Holding(engine, this, request, grants);
    hold(holding, effects);
    return holding;
  }

  /** Grants by what was closed, while the lock is kept. */
  boolean regrant(Holding closed, Effects effects) {
    if (!isKept) {
      return false;
    }
    closed.regranted(grants);
    hold(closed, effects);
    return true;
  }

  private void hold(Holding holding, Effects effects) {
    isKept = false;
    grants++;
    budget.spend();
    holdings.add(holding);
    if (mayMissSomebody()) {
      look(effects);
    }
  }

  /**
   * Whether the lock goes from one to the next of this process, and nobody tells who else comes.
   */
  private boolean mayMissSomebody() {
    return isWatching ? budget.isHalfSpent(engine.nanos()) : grants > 1 && !budget.isContended();
  }

  /** Somebody holds by it who did not wait in line. */
  void admit(Holding holding) {
    grants++;
    holdings.add(holding);
  }

  /** A holder leaves. */
  void left(Holding holding) {
    holdings.remove(holding);
    last = holding;
  }

  // --- Kept for the next ---

  /** Whether the lock may be kept although nobody holds it, as its last holder has asked. */
  boolean mayBeKept(Request request) {
    return engine.policy.retainNanos(request) > 0
        && !engine.isDraining()
        && !suspect
        && isRegrantable();
  }

  void keep(Request request, Effects effects) {
    isKept = true;
    keptNanos = engine.policy.retainNanos(request);
    last = Reaped.UNASKED; // what happens to the node from now on does not concern a body
    keptSince = engine.nanos();
    time(keptNanos, effects);
  }

  /** A timer that rings later than it has to is no timer: the holders may ask for other times. */
  private void time(long nanos, Effects effects) {
    long wait = Math.min(nanos, Budget.UNSEEN_NANOS);
    long due = engine.nanos() + wait;
    if (!isTimed || due - timedFor < 0) {
      isTimed = true;
      timedFor = due;
      effects.add(() -> engine.time.after(wait, () -> engine.on(this::keptLong)));
    }
  }

  private void keptLong(Effects effects) {
    isTimed = false;
    if (!isKept || contender.isNotIn(this)) {
      return;
    }
    long left = keptNanos - (engine.nanos() - keptSince);
    if (left <= 0) {
      contender.line().release(contender, effects);
      return;
    }
    if (budget.isHalfSpent(engine.nanos())) {
      look(effects);
    }
    time(left, effects);
  }

  boolean isKept() {
    return isKept;
  }

  // --- What the servers say ---

  /** Looks whether our node stands, and whether anybody else is in line; asks to be told. */
  void look(Effects effects) {
    int asked = suspicions;
    if (isLooking) {
      return;
    }
    isLooking = true;
    if (budget.isContended()) {
      effects.add(
          () ->
              contender
                  .session()
                  .read(
                      node.path(),
                      true,
                      engine.reply((code, read, then) -> read(asked, code, read, then))));
    } else {
      engine.lines.watch(contender.directory(), contender);
      effects.add(
          () ->
              contender
                  .session()
                  .list(
                      contender.directory(),
                      true,
                      engine.reply((code, names, then) -> listed(asked, code, names, then))));
    }
  }

  private void read(int asked, Code code, @Nullable Node read, Effects effects) {
    isLooking = false;
    if (contender.isNotIn(this)) {
      return;
    }
    if (read != null) {
      seen(asked, effects);
    } else if (code == Code.NO_NODE) {
      lost(Reason.NODE_DELETED, effects);
    } else {
      unseen(code, effects);
    }
  }

  private void listed(int asked, Code code, @Nullable List<String> names, Effects effects) {
    isLooking = false;
    if (names != null) {
      engine.reaper.inspect(contender.session(), contender.directory(), names, effects);
    }
    if (contender.isNotIn(this)) {
      return;
    }
    if (names != null) {
      listed(asked, names, effects);
    } else if (code == Code.NO_NODE) {
      lost(Reason.NODE_DELETED, effects);
    } else {
      unseen(code, effects);
    }
  }

  private void listed(int asked, List<String> names, Effects effects) {
    String own = node.path().substring(contender.directory().length() + 1);
    if (!names.contains(own)) {
      lost(Reason.NODE_DELETED, effects);
      return;
    }
    if (Standing.of(own, names) instanceof Standing.First first && !first.contended()) {
      isWatching = true;
      budget.alone(engine.nanos());
      seen(asked, effects);
    } else {
      contended(effects);
    }
  }

  /** Others are in line: what matters from now on is our own node. */
  private void contended(Effects effects) {
    budget.contended(engine.nanos());
    isWatching = false;
    engine.lines.unwatch(contender.directory(), contender);
    if (isKept) {
      contender.line().release(contender, effects);
    } else {
      look(effects);
    }
  }

  private void seen(int asked, Effects effects) {
    // What was asked before the suspicion does not clear it, nor what cannot be trusted by itself.
    if (suspect && asked == suspicions && !engine.isPast()) {
      suspect = false;
      holdings.forEach(holding -> holding.proven(effects));
      contender.line().advance(effects);
    }
  }

  private void unseen(Code code, Effects effects) {
    if (Phase.isDoubtful(code)) {
      contender.lookAgainSoon(this, effects);
    } else if (code != Code.SESSION_ENDED) {
      suspect();
      effects.add(
          () ->
              engine.log.error(
                  "ZooKeeper refuses to show "
                      + node.path()
                      + " ("
                      + code
                      + "), so that its lock cannot be proven. Check the rights on its directory"));
    }
  }

  /** The ensemble was silent for so long that the node has to be seen before it is trusted. */
  void suspect() {
    suspicions++;
    suspect = true;
    isWatching = false;
  }

  private void lost(Reason reason, Effects effects) {
    unwatch();
    contender.over();
    contender.line().lost(contender, this, reason, effects);
  }

  // --- Events ---

  @Override
  public void lookAgain(Effects effects) {
    isLooking = false;
    isWatching = false; // what is kept waits for the answer
    look(effects);
  }

  @Override
  public void changed(String path, Effects effects) {
    isWatching = false;
    look(effects);
  }

  @Override
  public void leave(Effects effects) {
    unwatch();
    engine.reaper.reap(contender.session(), node.path(), last, effects);
  }

  @Override
  public void ended(Effects effects) {
    unwatch();
  }

  private void unwatch() {
    engine.lookout.over(this);
    engine.lines.unwatch(node.path(), contender);
    engine.lines.unwatch(contender.directory(), contender);
  }
}
