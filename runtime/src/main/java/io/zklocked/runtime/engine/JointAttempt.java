package io.zklocked.runtime.engine;

import io.zklocked.LockState;
import io.zklocked.ZkLockException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request for several locks: for all of them, or none.
 *
 * <pre>{@code
 * start      --nobody of this process on any key, session usable--> together
 * start      --otherwise-->                                         one by one
 * together   --first in every line-->                               over: granted
 * together   --otherwise, every node deleted again-->               one by one
 * one by one --granted-->                                           the next; after the last: all
 * one by one, all --one lost, the others released-->                one by one, from the first on
 * all        --every one valid-->                                   over: granted
 * any        --one refused, given up-->                             over: failed
 * }</pre>
 *
 * <p>What was granted before a failure or a loss is released in reverse. Guarded by the engine's
 * lock.
 */
final class JointAttempt implements Pending<List<Grant>>, Waiter.Listener {

  private final Engine engine;
  private final Moment started;
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<Holding> grants = new ArrayList<>();

  /** Those whose start was told, and not yet their end. */
  private final Set<Waiter> begun = new LinkedHashSet<>();

  private final CompletableFuture<List<Grant>> outcome = new CompletableFuture<>();
  private @Nullable JointEnrolling together;
  private boolean isOver;

  /** Completes the outcome; may run twice, on two threads. */
  private Runnable ending = () -> {};

  JointAttempt(Engine engine, List<Request> requests) {
    this.engine = engine;
    this.started = engine.now();
    requests.forEach(request -> waiters.add(part(request)));
  }

  private Waiter part(Request request) {
    Waiter part = new Waiter(engine, request, Kind.of(request.mode()), started, null);
    part.partOf(this);
    return part;
  }

  @Override
  public CompletableFuture<List<Grant>> outcome() {
    return outcome;
  }

  @Override
  public void lookUpHolder() {
    engine.on(
        effects -> {
          if (!isOver && !hasAll()) {
            current().lookUpHolder(effects);
          }
        });
  }

  @Override
  public @Nullable String delay() {
    return engine.<@Nullable String>ask(effects -> isOver ? null : delayNow());
  }

  private @Nullable String delayNow() {
    if (!hasAll()) {
      return current().delayNow();
    }
    Waiter last = waiters.get(waiters.size() - 1);
    return Failures.delayed(last.request(), last.waitedNanos(), engine.silence());
  }

  @Override
  public void giveUp(Attempt.Reason reason) {
    engine.on(
        effects -> {
          if (!isOver && hasAll()) {
            fail(unproven(reason), effects);
          } else if (!isOver) {
            current().giveUp(reason, effects);
          }
          effects.add(ending); // which may have been decided, but not yet told, by another thread
        });
  }

  private boolean hasAll() {
    return grants.size() == waiters.size();
  }

  /** The one that is waited for; there is always one while not all are had. */
  private Waiter current() {
    return waiters.get(grants.size());
  }

  private ZkLockException unproven(Attempt.Reason reason) {
    Waiter last = waiters.get(waiters.size() - 1);
    return reason == Attempt.Reason.INTERRUPT
        ? Failures.interrupted(last.request(), last.waitedNanos())
        : Failures.unavailable(last.request(), last.waitedNanos(), engine.silence());
  }

  // --- Moves ---

  void start(Effects effects) {
    Session session = engine.clock.usable();
    if (!engine.isDraining() && session != null && waiters.size() > 1 && isNowhere()) {
      waiters.forEach(waiter -> begin(waiter, effects));
      together = new JointEnrolling(engine, this, session, waiters);
      together.start(effects);
    } else {
      next(effects);
    }
  }

  private boolean isNowhere() {
    for (Waiter waiter : waiters) {
      if (!engine.lines.isIdle(waiter.request().path())) {
        return false;
      }
    }
    return true;
  }

  private void begin(Waiter waiter, Effects effects) {
    if (begun.add(waiter)) {
      effects.add(() -> engine.observer.started(waiter.request().label()));
    }
  }

  /** Not first in every line: waits for one after the other, in their order. */
  void oneByOne(Effects effects) {
    together = null;
    next(effects);
  }

  private void next(Effects effects) {
    Waiter waiter = current();
    begin(waiter, effects);
    if (engine.isDraining()) {
      waiter.refuse("this process is shutting down", effects);
    } else {
      waiter.join(engine.lines.line(waiter.request().path()), effects);
    }
  }

  @Override
  public void granted(Holding grant, Effects effects) {
    begun.remove(current());
    grants.add(grant);
    grant.onLost(() -> engine.on(then -> lost(grant, then)));
    grant.onProven(() -> engine.on(this::give));
    if (hasAll()) {
      give(effects);
    } else if (together == null) {
      next(effects);
    }
  }

  /** Gives what is valid at once; otherwise its proof comes back here, or its loss. */
  private void give(Effects effects) {
    if (!isOver
        && hasAll()
        && grants.stream().allMatch(grant -> grant.state() == LockState.VALID)) {
      List<Grant> all = List.copyOf(grants);
      end(() -> outcome.complete(all), effects);
    }
  }

  /** One was lost while others were waited for. */
  private void lost(Holding lost, Effects effects) {
    if (isOver || !grants.contains(lost)) {
      return;
    }
    together = null;
    if (!hasAll()) {
      current().withdraw(effects);
    }
    for (int i = 0; i < grants.size(); i++) {
      waiters.set(i, part(waiters.get(i).request()));
    }
    List<Holding> released = List.copyOf(grants);
    grants.clear();
    for (int i = released.size() - 1; i >= 0; i--) {
      released.get(i).release(effects); // now, so that it does not stand before itself
    }
    next(effects);
  }

  @Override
  public void failed(
      Waiter decided, ZkLockException failure, LockObserver.Outcome how, Effects effects) {
    if (isOver) {
      return;
    }
    fail(failure, effects);
    for (Waiter waiter : begun) {
      if (waiter != decided) {
        waiter.fail(failure, how, effects);
      }
    }
    if (together != null) {
      together.leave(effects);
    }
  }

  private void fail(ZkLockException failure, Effects effects) {
    end(() -> outcome.completeExceptionally(failure), effects);
    for (int i = grants.size() - 1; i >= 0; i--) {
      effects.add(grants.get(i)::close);
    }
  }

  private void end(Runnable complete, Effects effects) {
    isOver = true;
    ending = complete;
    effects.add(complete);
  }
}
