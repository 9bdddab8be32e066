package io.zklocked.runtime.engine;

import io.zklocked.ZkLockException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request for a lock while it waits in the line of its key. Guarded by the engine's lock. */
final class Waiter implements Attempt {

  private static final String UNSOUND =
      "a body whose lock was lost still runs under the same key in this process";

  private final Engine engine;
  private final Request request;
  private final Kind kind;
  private final Moment started;
  private final @Nullable PermitAttempt semaphore;
  private final Ending ending;

  /** Is told under the engine's lock how the wait ends, before whoever waits is. */
  interface Listener {

    /** The lock was granted. */
    void granted(Holding grant, Effects effects);

    /** It was not. */
    void failed(Waiter waiter, ZkLockException failure, LockObserver.Outcome how, Effects effects);
  }

  /** Null until it waits, and when the wait is over. */
  private @Nullable Line line;

  private @Nullable Listener listener;

  Waiter(Engine engine, Request request) {
    this(engine, request, Kind.of(request.mode()), engine.now(), null);
  }

  /** Waits for a part of what a semaphore needs. */
  Waiter(
      Engine engine,
      Request request,
      Kind kind,
      Moment started,
      @Nullable PermitAttempt semaphore) {
    this.engine = engine;
    this.request = request;
    this.kind = kind;
    this.started = started;
    this.semaphore = semaphore;
    this.ending = new Ending(engine, request, started);
  }

  @Override
  public CompletableFuture<Grant> outcome() {
    return ending.outcome();
  }

  @Override
  public void lookUpHolder() {
    engine.on(this::lookUpHolder);
  }

  void lookUpHolder(Effects effects) {
    if (line != null) {
      line.lookUpHolder(effects);
    }
  }

  @Override
  public @Nullable String delay() {
    return engine.<@Nullable String>ask(effects -> delayNow());
  }

  @Nullable String delayNow() {
    return line == null ? null : Failures.delayed(request, waitedNanos(), obstacle(line));
  }

  private String obstacle(Line waited) {
    if (waited.isUnsound()) {
      return UNSOUND;
    }
    return waited.isBusy() ? Failures.held(waited.holder()) : engine.silence();
  }

  @Override
  public void giveUp(Reason reason) {
    engine.on(
        effects -> {
          giveUp(reason, effects);
          ending.tell(effects);
        });
  }

  /** Part of something larger, which wants to know at once. */
  void partOf(Listener larger) {
    listener = larger;
  }

  Request request() {
    return request;
  }

  Kind kind() {
    return kind;
  }

  /** Whether it waits for what nobody asked for by itself. */
  boolean isStep() {
    return semaphore != null && kind != Kind.LEASE;
  }

  /** Whether it gives up as soon as somebody else is seen to hold the lock. */
  boolean isOnce() {
    return request.once() && !isStep();
  }

  byte[] record() {
    return OwnerRecord.of(engine.jvm, request, started)
        .encode(engine.jvm, kind == Kind.LEASE ? request.permits() : 0);
  }

  long waitedNanos() {
    return ending.waitedNanos();
  }

  // --- Moves ---

  void join(Line joined, Effects effects) {
    line = joined;
    joined.join(this, effects);
  }

  /** Waits for a contender that is sent by whoever calls. */
  void await(Contender sent) {
    line = sent.line();
    sent.line().await(this, sent);
  }

  /** Waits no longer, but has not ended. */
  void withdraw(Effects effects) {
    Line left = line;
    line = null;
    if (left != null) {
      left.gaveUp(this, effects);
    }
  }

  void granted(Holding grant, LockObserver.Outcome how, Effects effects) {
    line = null;
    if (semaphore != null) {
      semaphore.granted(this, grant, how, effects);
      return;
    }
    ending.granted(grant, how, effects);
    if (listener != null) {
      listener.granted(grant, effects);
    }
  }

  void giveUp(Reason reason, Effects effects) {
    Line waited = line;
    if (waited == null) {
      return;
    }
    if (reason == Reason.INTERRUPT) {
      fail(Failures.interrupted(request, waitedNanos()), LockObserver.Outcome.INTERRUPTED, effects);
    } else if (waited.isUnsound()) {
      refuse(UNSOUND, effects);
    } else if (waited.isBusy()) {
      fail(
          Failures.busy(request, waitedNanos(), waited.holder()),
          request.skips() ? LockObserver.Outcome.SKIPPED : LockObserver.Outcome.BUSY,
          effects);
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

  void fail(ZkLockException failure, LockObserver.Outcome how, Effects effects) {
    Line left = line;
    line = null;
    if (semaphore != null) {
      semaphore.failed(this, failure, how, effects);
    } else {
      ending.failed(failure, how, effects);
    }
    if (left != null) {
      left.gaveUp(this, effects);
    }
    if (listener != null) {
      listener.failed(this, failure, how, effects);
    }
  }
}
