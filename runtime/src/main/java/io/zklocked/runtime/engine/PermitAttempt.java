package io.zklocked.runtime.engine;

import io.zklocked.ZkLockException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request for a permit of a semaphore, as Curator's {@code InterProcessSemaphoreV2} goes about
 * it: it takes the mutex below {@code locks}, adds a node to {@code leases}, waits until there are
 * no more of these than permits, and gives the mutex back. So whoever has the mutex is the only one
 * who watches, and those who wait get their permits in order.
 *
 * <pre>{@code
 * waits for the mutex  --granted-->                  waits for the permit
 * waits for the permit --no more nodes than permits--> over: granted
 * waits for the permit --the mutex is lost-->        waits for the mutex
 * any                  --given up, refused-->        over: failed
 * }</pre>
 *
 * <p>Nobody holds too many permits even where two believe to have the mutex: each counts its own
 * node and all that were there before it. Guarded by the engine's lock.
 */
final class PermitAttempt implements Attempt {

  private static final String MUTEX = "/locks";
  private static final String PERMITS = "/leases";
  private static final long LOOK_NANOS = 50_000_000L;

  private final Engine engine;
  private final Request request;
  private final Moment started;
  private final Ending ending;

  /** What it waits for; null when it is over. */
  private @Nullable Waiter stage;

  private @Nullable Holding mutex;

  PermitAttempt(Engine engine, Request request) {
    this.engine = engine;
    this.request = request;
    this.started = engine.now();
    this.ending = new Ending(engine, request, started);
  }

  /** Whether nobody of this process is below the key of a semaphore. */
  static boolean isIdle(Lines lines, String key) {
    return lines.isIdle(key + MUTEX) && lines.isIdle(key + PERMITS);
  }

  @Override
  public CompletableFuture<Grant> outcome() {
    return ending.outcome();
  }

  @Override
  public void lookUpHolder() {
    engine.on(
        effects -> {
          if (stage != null) {
            lines().lookUpHolder(effects);
          }
        });
  }

  @Override
  public @Nullable String delay() {
    return engine.<@Nullable String>ask(effects -> stage == null ? null : stage.delayNow());
  }

  @Override
  public void giveUp(Reason reason) {
    engine.on(
        effects -> {
          if (stage != null) {
            stage.giveUp(reason, effects);
          }
          ending.tell(effects);
        });
  }

  // --- Moves ---

  void start(Effects effects) {
    lock(effects);
    if (engine.isDraining() && stage != null) {
      stage.refuse("this process is shutting down", effects);
    }
    if (request.once()) {
      lookSoon(effects);
    }
  }

  private void lock(Effects effects) {
    Waiter waiter = new Waiter(engine, request, Kind.MUTEX, started, this);
    stage = waiter;
    waiter.join(lines(), effects);
  }

  /** The line of what it waits for now. */
  private Line lines() {
    return engine.lines.line(request.path() + (mutex == null ? MUTEX : PERMITS));
  }

  void granted(Waiter by, Holding holding, LockObserver.Outcome how, Effects effects) {
    if (by != stage) {
      effects.add(holding::close);
    } else if (mutex == null) {
      locked(holding, effects);
    } else {
      admitted(holding, how, effects);
    }
  }

  private void locked(Holding holding, Effects effects) {
    mutex = holding;
    holding.onLost(() -> engine.on(then -> mutexLost(holding, then)));
    Waiter waiter = new Waiter(engine, request, Kind.LEASE, started, this);
    stage = waiter;
    waiter.join(lines(), effects);
  }

  private void mutexLost(Holding lost, Effects effects) {
    if (mutex == lost && stage != null) {
      Waiter waiter = stage;
      unlock(effects);
      stage = null;
      waiter.withdraw(effects);
      lock(effects);
    }
  }

  private void admitted(Holding holding, LockObserver.Outcome how, Effects effects) {
    stage = null;
    unlock(effects);
    ending.granted(holding, how, effects);
  }

  void failed(Waiter by, ZkLockException failure, LockObserver.Outcome how, Effects effects) {
    if (by == stage) {
      stage = null;
      unlock(effects);
      ending.failed(failure, how, effects);
    }
  }

  private void unlock(Effects effects) {
    Holding held = mutex;
    mutex = null;
    if (held != null) {
      effects.add(held::close);
    }
  }

  // --- Who tries only once ---

  /**
   * The mutex may be taken by somebody who is about to get a permit, and then it is worth waiting
   * for, or by somebody who waits for one: then all are given.
   */
  private void lookSoon(Effects effects) {
    effects.add(() -> engine.time.after(LOOK_NANOS, () -> engine.on(this::look)));
  }

  private void look(Effects effects) {
    Waiter waiting = stage;
    if (waiting == null || mutex != null) {
      return;
    }
    Session session = engine.clock.usable();
    if (session == null || !lines().isBusy()) {
      lookSoon(effects);
      return;
    }
    effects.add(
        () ->
            session.list(
                request.path() + PERMITS,
                false,
                engine.reply(
                    (code, names, then) -> {
                      if (stage != waiting) {
                        return;
                      }
                      if (names != null && Leases.count(names) >= request.permits()) {
                        waiting.giveUp(Reason.TIMEOUT, then);
                      } else {
                        lookSoon(then);
                      }
                    })));
  }
}
