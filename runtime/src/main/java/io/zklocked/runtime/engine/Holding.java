package io.zklocked.runtime.engine;

import io.zklocked.Fencing;
import io.zklocked.LockLostException.Reason;
import io.zklocked.LockMode;
import io.zklocked.LockState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held.
 *
 * <pre>{@code
 * valid --the session can no longer be trusted--> suspect --proven, and its node seen--> valid
 * valid, suspect --session ended, node gone, shutdown--> lost, for good, until its body has left
 * any --closed--> over
 * }</pre>
 *
 * <p>Moves are made under the engine's lock; what is volatile is read by any thread.
 */
final class Holding implements Grant, Reaped {

  private final Engine engine;
  private final Tenure tenure;
  private final Request request;

  /** Whether it is only a part of what its request needs. */
  private final boolean isStep;

  private final long czxid;
  private final @Nullable CompletableFuture<@Nullable Reason> released;
  private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();

  /** Is told when what was suspect is valid again. Guarded by the engine's lock. */
  private Runnable proven = () -> {};

  private final Runnable toldReleased = this::tellReleased;
  private long number;
  private long grantedNanos;
  private long grantedMillis;
  private volatile boolean closed;
  private volatile long closedNanos;

  /** Written before the loss that it explains. */
  private volatile @Nullable String lossWord;

  private volatile @Nullable Reason loss;

  Holding(Engine engine, Tenure tenure, Request request, long number) {
    this(engine, tenure, request, tenure.node().czxid(), number);
  }

  /** With the fencing token of another node. */
  Holding(Engine engine, Tenure tenure, Request request, long czxid, long number) {
    this.engine = engine;
    this.tenure = tenure;
    this.request = request;
    this.isStep = request.mode() == LockMode.SEMAPHORE && tenure.contender().kind() != Kind.LEASE;
    this.czxid = czxid;
    this.number = number;
    this.grantedNanos = engine.nanos();
    this.grantedMillis = engine.millis();
    this.released = engine.policy.verifiedRelease() ? new CompletableFuture<>() : null;
  }

  Tenure tenure() {
    return tenure;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public LockState state() {
    if (loss != null) {
      return LockState.LOST;
    }
    return !closed && (tenure.isSuspect() || isPastNow()) ? LockState.SUSPECT : LockState.VALID;
  }

  private boolean isPastNow() {
    return engine.clock.isPast(engine.time.nanos(), engine.time.wallMillis());
  }

  @Override
  public @Nullable Reason loss() {
    Reason known = loss;
    if (known != null) {
      return known;
    }
    return state() == LockState.VALID ? null : Reason.UNPROVEN;
  }

  @Override
  public @Nullable String lossWord() {
    return lossWord;
  }

  @Override
  public @Nullable Reason lossByOneClock() {
    Reason known = loss;
    if (known != null || closed) {
      return known;
    }
    return tenure.isSuspect() || engine.clock.isPast(engine.time.nanos()) ? Reason.UNPROVEN : null;
  }

  @Override
  public Fencing fencing() {
    return new Fencing(czxid, number);
  }

  @Override
  public long heldNanos() {
    long until = closed ? closedNanos : engine.time.nanos();
    return Math.max(0, until - grantedNanos);
  }

  @Override
  public void onLost(Runnable told) {
    listener.set(told);
    if (loss != null) {
      tellListener(); // who sets the loss tells as well: whoever takes the listener calls it
    }
  }

  private void tellListener() {
    Runnable told = listener.getAndSet(null);
    if (told != null) {
      told.run();
    }
  }

  @Override
  public @Nullable Reason close() {
    engine.on(this, Holding::release);
    return loss;
  }

  @Override
  public boolean reopen() {
    if (!engine.ask(this, Holding::grantAgain)) {
      return false;
    }
    engine.observer.started(request.label());
    engine.observer.ended(request.label(), LockObserver.Outcome.RETAINED, 0);
    return true;
  }

  private boolean grantAgain(Effects effects) {
    // its state is that of a grant which nobody but its holder knows, or it would not be kept
    return closed
        && loss == null
        && request.mode() == LockMode.EXCLUSIVE
        && !engine.isDraining()
        && tenure.contender().line().servesAgain(tenure)
        && tenure.regrant(this, effects);
  }

  /** Is held once more. */
  void regranted(long next) {
    number = next;
    grantedNanos = engine.nanos();
    grantedMillis = engine.millis();
    closed = false;
  }

  @Override
  public CompletableFuture<@Nullable Reason> released() {
    return released == null ? CompletableFuture.completedFuture(loss) : released;
  }

  /** Who holds, for those who wait in this process. */
  OwnerRecord owner() {
    return OwnerRecord.of(engine.jvm, request, new Moment(grantedNanos, grantedMillis));
  }

  boolean isClosed() {
    return closed;
  }

  /** Asks to be told when the grant was suspect and is valid again. */
  void onProven(Runnable told) {
    proven = told;
  }

  void proven(Effects effects) {
    effects.add(proven);
  }

  /** Lost, for good; its body is told. */
  void lose(Reason reason, Effects effects) {
    lose(reason);
    tellLoss(effects);
  }

  /** Lost, for good; whoever asks hears it, and {@link #tellLoss} is to follow. */
  void lose(Reason reason) {
    loss = reason;
  }

  /** An operator took what was lost, and says why. */
  void broken(String word) {
    lossWord = word;
    loss = Reason.BROKEN;
  }

  /** Tells its body, and whoever watches. */
  void tellLoss(Effects effects) {
    Reason reason = loss == null ? Reason.UNPROVEN : loss;
    effects.add(this::tellListener); // whoever has to stop hears it before anybody counts
    if (!isStep) {
      effects.add(
          () -> {
            engine.observer.lost(request.label(), LockObserver.Loss.valueOf(reason.name()));
            engine.log.error(
                "lost lock '%s' (%s) while it was held: %s%s"
                    .formatted(
                        request.resource(),
                        tenure.node().path(),
                        reason,
                        lossWord == null ? "" : " by an operator: " + lossWord));
          });
    }
  }

  void release(Effects effects) {
    if (closed) {
      return;
    }
    boolean wasLost = loss != null;
    if (!wasLost && (tenure.isSuspect() || engine.isPast())) {
      lose(Reason.UNPROVEN, effects);
    }
    closedNanos = engine.nanos();
    closed = true;
    if (!isStep) {
      effects.add(toldReleased);
    }
    tenure.contender().line().left(this, wasLost, effects);
  }

  private void tellReleased() {
    engine.observer.released(request.label(), heldNanos());
  }

  /** Nothing more can be found out: the lock was handed on, kept, or known to be lost. */
  void settle(Effects effects) {
    reveal(loss, effects);
  }

  private void reveal(@Nullable Reason reason, Effects effects) {
    if (released != null) {
      effects.add(() -> released.complete(reason));
    }
  }

  // --- What the release reveals ---

  @Override
  public void deleted(Effects effects) {
    settle(effects);
  }

  @Override
  public void wasGone(Effects effects) {
    if (loss == null && !isStep) {
      effects.add(this::tellLate);
    }
    reveal(loss == null ? Reason.NODE_DELETED : loss, effects);
  }

  private void tellLate() {
    engine.observer.lost(request.label(), LockObserver.Loss.LATE);
    engine.log.error(
        "lock '%s' was lost before its body ended, and only its release shows it: somebody deleted %s"
            .formatted(request.resource(), tenure.node().path()));
  }

  /** A process that was stopped for long may release before it hears that its session had ended. */
  @Override
  public void unknown(Effects effects) {
    if (loss == null && !isStep && !engine.isDraining()) {
      effects.add(
          () ->
              engine.log.warn(
                  "the release of "
                      + tenure.node().path()
                      + " was not confirmed before its connection or session ended: if the session"
                      + " had ended earlier, the lock was lost while its body ran"));
    }
    reveal(loss == null ? Reason.UNPROVEN : loss, effects);
  }
}
