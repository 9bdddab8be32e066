package io.zklocked.runtime.engine;

import io.zklocked.ZkLockException;
import java.util.ArrayList;
import java.util.List;
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
 * one by one --granted-->                                           the next; after the last over
 * any        --one refused, given up-->                             over: failed
 * }</pre>
 *
 * <p>What was granted before a failure is released in reverse. Guarded by the engine's lock.
 */
final class JointAttempt implements Pending<List<Grant>>, Waiter.Listener {

  private final Engine engine;
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<Grant> grants = new ArrayList<>();
  private final CompletableFuture<List<Grant>> outcome = new CompletableFuture<>();
  private @Nullable JointEnrolling together;
  private int started;
  private boolean isOver;

  /** Completes the outcome; may run twice, on two threads. */
  private Runnable ending = () -> {};

  JointAttempt(Engine engine, List<Request> requests) {
    this.engine = engine;
    for (Request request : requests) {
      Waiter waiter = new Waiter(engine, request);
      waiter.partOf(this);
      waiters.add(waiter);
    }
  }

  @Override
  public CompletableFuture<List<Grant>> outcome() {
    return outcome;
  }

  @Override
  public void lookUpHolder() {
    engine.on(
        effects -> {
          if (!isOver) {
            current().lookUpHolder(effects);
          }
        });
  }

  @Override
  public void giveUp(Attempt.Reason reason) {
    engine.on(
        effects -> {
          if (!isOver) {
            current().giveUp(reason, effects);
          }
          effects.add(ending); // which may have been decided, but not yet told, by another thread
        });
  }

  /** The one that is waited for; there is always one while this is not over. */
  private Waiter current() {
    return waiters.get(grants.size());
  }

  // --- Moves ---

  void start(Effects effects) {
    Session session = engine.clock.usable();
    if (engine.isDraining()) {
      begun(current(), effects);
      current().refuse("this process is shutting down", effects);
    } else if (session != null && waiters.size() > 1 && isNowhere()) {
      waiters.forEach(waiter -> begun(waiter, effects));
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

  private void begun(Waiter waiter, Effects effects) {
    started++;
    effects.add(() -> engine.observer.started(waiter.request().label()));
  }

  /** Not first in every line: waits for one after the other, in their order. */
  void oneByOne(Effects effects) {
    together = null;
    next(effects);
  }

  private void next(Effects effects) {
    Waiter waiter = current();
    if (grants.size() == started) {
      begun(waiter, effects);
    }
    waiter.join(engine.lines.line(waiter.request().path()), effects);
  }

  @Override
  public void granted(Grant grant, Effects effects) {
    grants.add(grant);
    if (grants.size() == waiters.size()) {
      List<Grant> all = List.copyOf(grants);
      end(() -> outcome.complete(all), effects);
    } else if (together == null) {
      next(effects);
    }
  }

  @Override
  public void failed(
      Waiter decided, ZkLockException failure, LockObserver.Outcome how, Effects effects) {
    if (isOver) {
      return;
    }
    end(() -> outcome.completeExceptionally(failure), effects);
    for (Waiter waiter : waiters.subList(grants.size(), started)) {
      if (waiter != decided) {
        waiter.fail(failure, how, effects);
      }
    }
    if (together != null) {
      together.leave(effects);
    }
    for (int i = grants.size() - 1; i >= 0; i--) {
      Grant grant = grants.get(i);
      effects.add(() -> grant.close());
    }
  }

  private void end(Runnable complete, Effects effects) {
    isOver = true;
    ending = complete;
    effects.add(complete);
  }
}
