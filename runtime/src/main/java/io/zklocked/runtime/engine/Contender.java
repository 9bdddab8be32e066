package io.zklocked.runtime.engine;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request for a lock while it waits, and the node that stands in line for it.
 *
 * <pre>{@code
 * Parked    --a session, and no lost body on the key-->   Enrolling
 * Enrolling --its node stands in line-->                  Queueing
 * Enrolling --directory missing, or create not seen-->    Enrolling, under a new id
 * Queueing  --first in line, session connected-->         over: a Holding
 * Queueing  --its node is gone-->                         Enrolling, three times at most
 * any       --session ended-->                            Parked
 * any       --given up, or refused-->                     over: failed
 * }</pre>
 *
 * <p>Guarded by the engine's lock.
 */
final class Contender implements Attempt, Occupant {

  private static final int MOST_RESTARTS = 3;
  private static final long SOON_NANOS = 100_000_000L;

  private final Engine engine;
  private final Request request;
  private final long startedNanos;
  private final byte[] record;
  private final CompletableFuture<Grant> outcome = new CompletableFuture<>();

  /** Null when the wait is over. */
  private @Nullable Phase phase = new Parked(this);

  private boolean behind;
  private byte @Nullable [] holder;
  private int restarts;

  /** Completes the outcome; may run twice, on two threads. */
  private Runnable ending = () -> {};

  Contender(Engine engine, Request request) {
    this.engine = engine;
    this.request = request;
    this.startedNanos = engine.time.nanos();
    this.record =
        OwnerRecord.of(engine.jvm, request.thread(), request.method(), engine.now())
            .encode(engine.jvm);
  }

  @Override
  public CompletableFuture<Grant> outcome() {
    return outcome;
  }

  @Override
  public void lookUpHolder() {
    engine.on(
        effects -> {
          if (behind && phase instanceof Queueing queueing && engine.clock.isConnected()) {
            new HolderLookup(engine, this, queueing).start(effects);
          }
        });
  }

  @Override
  public void giveUp(Reason reason) {
    engine.on(
        effects -> {
          giveUp(reason, effects);
          effects.add(ending); // which may have been decided, but not yet told, by another thread
        });
  }

  Request request() {
    return request;
  }

  @Override
  public String directory() {
    return request.path();
  }

  byte[] record() {
    return record;
  }

  /** Whether an answer to a phase comes too late. */
  boolean isNotIn(Phase asked) {
    return phase != asked;
  }

  // --- Moves ---

  void start(Effects effects) {
    engine.contenders.add(this);
    enrol(effects);
  }

  void enrol(Effects effects) {
    Session session = engine.clock.usable();
    if (session == null || engine.isDraining() || engine.contenders.hasLostBody(directory())) {
      park();
      return;
    }
    Enrolling enrolling = new Enrolling(engine, this, session);
    phase = enrolling;
    enrolling.start(effects);
  }

  void park() {
    phase = new Parked(this);
  }

  /** The node stands in line; what the listing behind its create showed comes with it. */
  void queue(Queueing next, Code code, @Nullable List<String> children, Effects effects) {
    phase = next;
    next.listed(false, code, children, effects);
  }

  /** The node is gone although the session lives. */
  void startOver(Effects effects) {
    if (++restarts > MOST_RESTARTS) {
      refuse("somebody deletes its node again and again while it waits", effects);
    } else {
      enrol(effects);
    }
  }

  void granted(Session session, Created node, Effects effects) {
    phase = null;
    engine.contenders.remove(this);
    Holding holding = new Holding(engine, request, session, node);
    long waited = waitedNanos();
    Runnable complete = () -> outcome.complete(holding);
    ending = complete;
    effects.add(
        () -> {
          engine.observer.ended(request.label(), LockObserver.Outcome.GRANTED, waited);
          engine.log.debug("granted " + node.path());
          complete.run();
        });
    holding.start(effects);
  }

  /** Somebody is before us in line. */
  void behind() {
    behind = true;
  }

  /** What the node of the first in line says of its owner. */
  void heldBy(byte[] record) {
    holder = record;
  }

  void lookAgainSoon(Phase asked, Effects effects) {
    effects.add(
        () ->
            engine.time.after(
                SOON_NANOS,
                () ->
                    engine.on(
                        then -> {
                          if (phase == asked) {
                            asked.lookAgain(then);
                          }
                        })));
  }

  // --- Events ---

  @Override
  public void connected(Session now, Effects effects) {
    if (phase != null) {
      phase.connected(now, effects);
    }
  }

  @Override
  public void ended(Session gone, Effects effects) {
    if (phase != null) {
      phase.ended(gone, effects);
    }
  }

  @Override
  public void changed(String path, Effects effects) {
    if (phase != null) {
      phase.changed(path, effects);
    }
  }

  /** The watchdog's round: watches can be missed while a connection moves. */
  void lookAgain(Effects effects) {
    if (phase != null) {
      phase.lookAgain(effects);
    }
  }

  /** A body of this process, perhaps one whose lock was lost, has left the key. */
  void vacated(Effects effects) {
    if (phase != null) {
      phase.vacated(effects);
    }
  }

  @Override
  public boolean isLostBody() {
    return false;
  }

  // --- Ends without a grant ---

  void giveUp(Reason reason, Effects effects) {
    if (phase == null) {
      return;
    }
    if (reason == Reason.INTERRUPT) {
      fail(Failures.interrupted(request, waitedNanos()), LockObserver.Outcome.INTERRUPTED, effects);
    } else if (behind && engine.clock.isConnected()) {
      fail(
          Failures.busy(request, waitedNanos(), holder()),
          request.skips() ? LockObserver.Outcome.SKIPPED : LockObserver.Outcome.BUSY,
          effects);
    } else if (phase instanceof Parked && engine.clock.isConnected()) {
      refuse("a body whose lock was lost still runs under the same key in this process", effects);
    } else {
      refuse(engine.silence(), effects);
    }
  }

  /** Ends because no answer, or a negative one, came from the ensemble. */
  void refuse(String why, Effects effects) {
    fail(Failures.unavailable(request, waitedNanos(), why), effects);
  }

  void fail(ZkLockException failure, Effects effects) {
    fail(failure, LockObserver.Outcome.UNAVAILABLE, effects);
  }

  private void fail(ZkLockException failure, LockObserver.Outcome how, Effects effects) {
    if (phase == null) {
      return;
    }
    phase.leave(effects);
    phase = null;
    long waited = waitedNanos();
    Runnable complete = () -> outcome.completeExceptionally(failure);
    ending = complete;
    effects.add(
        () -> {
          engine.observer.ended(request.label(), how, waited);
          complete.run();
        });
    engine.left(this, effects);
  }

  private @Nullable OwnerRecord holder() {
    return holder == null ? null : OwnerRecord.decode(holder);
  }

  private long waitedNanos() {
    return engine.time.nanos() - startedNanos;
  }
}
