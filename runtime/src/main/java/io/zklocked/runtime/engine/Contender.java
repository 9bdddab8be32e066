package io.zklocked.runtime.engine;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Session.Created;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node of this process in the line for a key, in one session. It stands for everybody in this
 * process who wants the key in the same way.
 *
 * <pre>{@code
 * Enrolling --its node stands in line-->              Queueing
 * Enrolling, of several --first in every line-->      Tenure
 * Enrolling, of several --otherwise-->                over; one after the other is sent
 * Enrolling --directory missing, or create not seen-> over; the line sends another
 * Queueing  --nobody to wait for, session usable-->   Tenure
 * Queueing  --its node is gone-->                     over; the line sends another, three times
 * Tenure    --its node is gone-->                     over; its holds are lost
 * any       --session ended, or not needed-->         over
 * }</pre>
 *
 * <p>Guarded by the engine's lock.
 */
final class Contender implements Watching {

  private static final long SOON_NANOS = 100_000_000L;

  private final Engine engine;
  private final Line line;
  private final Session session;
  private final Kind kind;
  private final UUID id;
  private final int permits;
  private final boolean retains;
  private final byte[] record;

  /** Null when it is over. */
  private @Nullable Phase phase;

  /** For whoever is first in the line. */
  Contender(Engine engine, Line line, Session session, Waiter first) {
    this(engine, line, session, first.kind(), first.request(), first.record());
  }

  Contender(Engine engine, Line line, Session session, Kind kind, byte[] record) {
    this(engine, line, session, kind, null, record);
  }

  private Contender(
      Engine engine,
      Line line,
      Session session,
      Kind kind,
      @Nullable Request first,
      byte[] record) {
    this.engine = engine;
    this.permits = first == null ? 1 : first.permits();
    this.retains = first != null && engine.policy.retainNanos(first) > 0;
    this.line = line;
    this.session = session;
    this.kind = kind;
    this.id = engine.ids.get();
    this.record = record;
  }

  /** Whether it was sent for somebody who lets the lock be kept when he leaves. */
  boolean retains() {
    return retains;
  }

  Line line() {
    return line;
  }

  Session session() {
    return session;
  }

  Kind kind() {
    return kind;
  }

  UUID id() {
    return id;
  }

  /** How many permits the semaphore has. */
  int permits() {
    return permits;
  }

  byte[] record() {
    return record;
  }

  String directory() {
    return line.directory();
  }

  /** Whether an answer to a phase comes too late. */
  boolean isNotIn(Phase asked) {
    return phase != asked;
  }

  // --- Moves ---

  /**
   * Gets into the line.
   *
   * @param leaving what leaves it at the same time: behind this one, so that nobody of this process
   *     stands in line twice when the line is looked at
   */
  void start(@Nullable Contender leaving, Effects effects) {
    Enrolling enrolling = new Enrolling(engine, this);
    phase = enrolling;
    enrolling.start(leaving, effects);
  }

  /** Gets into the line by what is done for several contenders. */
  void enrol(Phase joint) {
    phase = joint;
  }

  /**
   * The node stands in line; what the listing behind its create showed comes with it.
   *
   * @param watched whether that listing tells of the next change of the directory
   */
  void queue(
      Created node,
      boolean watched,
      Session.Code code,
      @Nullable List<String> children,
      Effects effects) {
    if (kind == Kind.LEASE) {
      Counting next = new Counting(engine, this, node);
      phase = next;
      next.listed(false, code, children, effects);
    } else {
      Queueing next = new Queueing(engine, this, node, watched);
      phase = next;
      next.listed(false, code, children, effects);
    }
  }

  /**
   * Has the lock.
   *
   * @param contended whether others are in line
   * @param watched whether the listing that shows it tells when somebody comes
   */
  void granted(Created node, boolean contended, boolean watched, Effects effects) {
    Tenure tenure = new Tenure(engine, this, node, contended);
    phase = tenure;
    line.granted(this, tenure, effects);
    if (phase == tenure) { // unless nobody could be served by it, so that it has left already
      tenure.start(watched, effects);
    }
  }

  /** A writer becomes a reader as well: has the lock as soon as its node is there. */
  Tenure downgraded(Created node, Effects effects) {
    Tenure tenure = new Tenure(engine, this, node, true);
    phase = tenure;
    tenure.start(false, effects);
    return tenure;
  }

  /** Goes, with its node. */
  void leave(Effects effects) {
    Phase last = phase;
    phase = null;
    if (last != null) {
      last.leave(effects);
    }
  }

  /** Is over without a node to clean up. */
  void over() {
    phase = null;
  }

  /** The session has ended. */
  void ended(Effects effects) {
    Phase last = phase;
    phase = null;
    if (last != null) {
      last.ended(effects);
    }
  }

  /** Has to be replaced by another: nobody knows of a node of this one. */
  void replace(Effects effects) {
    over();
    line.replace(this, effects);
  }

  /** The node is gone although the session lives. */
  void missing(Effects effects) {
    over();
    line.missing(this, effects);
  }

  /** Ends because the ensemble refuses. */
  void refuse(String why, Effects effects) {
    fail(waiter -> Failures.unavailable(waiter.request(), waiter.waitedNanos(), why), effects);
  }

  void fail(Function<Waiter, ZkLockException> failure, Effects effects) {
    if (phase != null) {
      line.refused(this, failure, effects);
    }
  }

  // --- Events ---

  @Override
  public void changed(String path, Effects effects) {
    if (phase != null) {
      phase.changed(path, effects);
    }
  }

  void lookAgain(Effects effects) {
    if (phase != null) {
      phase.lookAgain(effects);
    }
  }

  void lookAgainSoon(Phase asked, Effects effects) {
    effects.add(
        () ->
            engine.time.after(
                SOON_NANOS,
                () ->
                    engine.on(
                        then -> {
                          if (phase == asked && engine.clock.usable() == session) {
                            asked.lookAgain(then);
                          }
                        })));
  }

  /** Somebody of this process, perhaps whose lock was lost, has left the key. */
  void vacated(Effects effects) {
    if (phase != null) {
      phase.vacated(effects);
    }
  }

  /** Asks who holds the lock that this one waits for. */
  void lookUpHolder(Effects effects) {
    if (phase != null && phase.isBehind()) {
      phase.lookUpHolder(effects);
    }
  }

  /** Somebody waits for it who does not give up after one answer. */
  void awaited(Effects effects) {
    if (phase != null) {
      phase.awaited(effects);
    }
  }

  /** Whether somebody is known to be before it in line. */
  boolean isBehind() {
    return phase != null && phase.isBehind();
  }
}
