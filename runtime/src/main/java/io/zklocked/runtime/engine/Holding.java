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

  private final Fencing fencing;
  private final Moment granted;
  private final @Nullable CompletableFuture<@Nullable Reason> released;
  private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();

  /** Is told when what was suspect is valid again. Guarded by the engine's lock. */
  private Runnable proven = () -> {};

  private volatile boolean closed;
  private volatile long closedNanos;
  private volatile @Nullable Reason loss;

  Holding(Engine engine, Tenure tenure, Request request, long number) {
    this(engine, tenure, request, new Fencing(tenure.node().czxid(), number));
  }

  Holding(Engine engine, Tenure tenure, Request request, Fencing fencing) {
    this.engine = engine;
    this.tenure = tenure;
    this.request = request;
    this.isStep = request.mode() == LockMode.SEMAPHORE && tenure.contender().kind() != Kind.LEASE;
    this.fencing = fencing;
    this.granted = engine.now();
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
    return !closed && (tenure.isSuspect() || engine.clock.isPast(Moment.now(engine.time)))
        ? LockState.SUSPECT
        : LockState.VALID;
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
  public Fencing fencing() {
    return fencing;
  }

  @Override
  public long heldNanos() {
    long until = closed ? closedNanos : engine.time.nanos();
    return Math.max(0, until - granted.nanos());
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
    engine.on(this::release);
    return loss;
  }

  @Override
  public CompletableFuture<@Nullable Reason> released() {
    return released == null ? CompletableFuture.completedFuture(loss) : released;
  }

  /** Who holds, for those who wait in this process. */
  OwnerRecord owner() {
    return OwnerRecord.of(engine.jvm, request, granted);
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
    loss = reason;
    if (!isStep) {
      effects.add(
          () -> {
            engine.observer.lost(request.label(), LockObserver.Loss.valueOf(reason.name()));
            engine.log.error(
                "lost lock '%s' (%s) while it was held: %s"
                    .formatted(request.resource(), tenure.node().path(), reason));
          });
    }
    effects.add(this::tellListener);
  }

  void release(Effects effects) {
    if (closed) {
      return;
    }
    boolean wasLost = loss != null;
    if (!wasLost && (tenure.isSuspect() || engine.clock.isPast(engine.now()))) {
      lose(Reason.UNPROVEN, effects);
    }
    closedNanos = engine.now().nanos();
    closed = true;
    long held = heldNanos();
    if (!isStep) {
      effects.add(() -> engine.observer.released(request.label(), held));
    }
    tenure.contender().line().left(this, wasLost, effects);
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
