package io.zklocked.runtime;

import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.LockEngine;
import io.zklocked.runtime.engine.LockSpace;
import io.zklocked.runtime.engine.Pending;
import io.zklocked.runtime.engine.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engine's locks; its ensemble is started with the first that is wanted, or before.
 * Thread-safe.
 */
final class ConnectedSpace implements LockSpace {

  private final LockEngine engine;
  private final Ensemble ensemble;
  private final Ensemble.Events events;
  private final AtomicBoolean started = new AtomicBoolean();

  /**
   * Nothing is started yet.
   *
   * @param engine the locks
   * @param ensemble what keeps them
   * @param events told what happens to its sessions: the engine, and whoever else wants to know
   */
  ConnectedSpace(LockEngine engine, Ensemble ensemble, Ensemble.Events events) {
    this.engine = engine;
    this.ensemble = ensemble;
    this.events = events;
  }

  @Override
  public Attempt acquire(Request request) {
    return connected(engine.acquire(request));
  }

  @Override
  public Pending<List<Grant>> acquireAll(List<Request> requests) {
    return connected(engine.acquireAll(requests));
  }

  private <P extends Pending<?>> P connected(P pending) {
    if (!pending.outcome().isDone()) {
      connect();
    }
    return pending;
  }

  /** Starts the ensemble, unless somebody has; returns before there is a session. */
  void connect() {
    if (!started.get() && started.compareAndSet(false, true)) {
      ensemble.start(events);
    }
  }

  @Override
  public Attempt downgrade(Grant write, Request read) {
    return engine.downgrade(write, read);
  }

  @Override
  public void reentered(String label) {
    engine.reentered(label);
  }

  @Override
  public void overdue(String label) {
    engine.overdue(label);
  }

  @Override
  public CompletableFuture<Void> drain() {
    return engine.drain();
  }

  @Override
  public void abandon() {
    engine.abandon();
  }
}
