package io.zklocked.runtime.engine;

import io.zklocked.ZkLockException;
import java.util.concurrent.CompletableFuture;

/**
 * How a request for one lock ends: decided under the engine's lock, and told once that is free, to
 * the observer and then to whoever waits. Guarded by the engine's lock, but for the outcome.
 */
final class Ending {

  private final Engine engine;
  private final Request request;
  private final Moment started;
  private final CompletableFuture<Grant> outcome = new CompletableFuture<>();

  /** Completes the outcome; may run twice, on two threads. */
  private Runnable told = () -> {};

  Ending(Engine engine, Request request, Moment started) {
    this.engine = engine;
    this.request = request;
    this.started = started;
  }

  CompletableFuture<Grant> outcome() {
    return outcome;
  }

  long waitedNanos() {
    return engine.nanos() - started.nanos();
  }

  void granted(Grant grant, LockObserver.Outcome way, Effects effects) {
    end(way, () -> outcome.complete(grant), effects);
  }

  void failed(ZkLockException failure, LockObserver.Outcome how, Effects effects) {
    end(how, () -> outcome.completeExceptionally(failure), effects);
  }

  /** Completes what has been decided, but perhaps not yet been told by another thread. */
  void tell(Effects effects) {
    effects.add(told);
  }

  private void end(LockObserver.Outcome how, Runnable complete, Effects effects) {
    told = complete;
    long waited = waitedNanos();
    effects.add(
        () -> {
          engine.observer.ended(request.label(), how, waited);
          complete.run();
        });
  }
}
