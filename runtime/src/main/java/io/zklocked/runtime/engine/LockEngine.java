package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The lock engine: exclusive and read/write locks and semaphores in the wire format of Curator's
 * recipes. Thread-safe; see the package for how it works.
 */
public final class LockEngine implements LockSpace, Ensemble.Events {

  private final Engine engine;

  /**
   * Makes an engine without a session; it needs to be the listener of an ensemble.
   *
   * @param ensemble where the ensemble is, for messages
   * @param time its clocks and timer
   * @param observer who watches it
   * @param log where it says what a person may want to read
   * @param jvm who this process is
   * @param ids gives ids that no other process gives
   * @param policy what a user has decided about how locks are kept
   */
  public LockEngine(
      String ensemble,
      Time time,
      LockObserver observer,
      EngineLog log,
      JvmIdentity jvm,
      Supplier<UUID> ids,
      Policy policy) {
    this.engine = new Engine(ensemble, time, observer, log, jvm, ids, policy);
  }

  @Override
  public Attempt acquire(Request request) {
    engine.observer.started(request.label());
    Attempt attempt = engine.ask(effects -> join(request, effects));
    if (attempt instanceof Served served) {
      engine.observer.ended(request.label(), served.way(), 0);
    }
    return attempt;
  }

  private Attempt join(Request request, Effects effects) {
    if (request.mode() == LockMode.SEMAPHORE) {
      PermitAttempt attempt = new PermitAttempt(engine, request);
      attempt.start(effects);
      return attempt;
    }
    if (engine.isDraining()) {
      Waiter refused = new Waiter(engine, request);
      refused.refuse("this process is shutting down", effects);
      return refused;
    }
    Line line = engine.lines.line(request.path());
    Served served = line.serve(request, effects);
    if (served != null) {
      return served;
    }
    Waiter waiter = new Waiter(engine, request);
    waiter.join(line, effects);
    return waiter;
  }

  @Override
  public Pending<List<Grant>> acquireAll(List<Request> requests) {
    List<Request> inOrder = JointOrder.of(requests);
    return engine.ask(
        effects -> {
          JointAttempt attempt = new JointAttempt(engine, inOrder);
          attempt.start(effects);
          return attempt;
        });
  }

  @Override
  public Attempt downgrade(Grant write, Request read) {
    if (!(write instanceof Holding holding)
        || holding.request().mode() != LockMode.WRITE
        || read.mode() != LockMode.READ
        || !holding.request().path().equals(read.path())) {
      throw new IllegalArgumentException(read + " does not continue " + write);
    }
    engine.observer.started(read.label());
    return engine.ask(
        effects -> {
          Downgrade downgrade = new Downgrade(engine, holding, read);
          downgrade.start(effects);
          return downgrade;
        });
  }

  @Override
  public void reentered(String label) {
    engine.observer.ended(label, LockObserver.Outcome.REENTERED, 0);
  }

  @Override
  public void overdue(String label) {
    engine.observer.overdue(label);
  }

  @Override
  public CompletableFuture<Void> drain() {
    engine.on(engine::drain);
    return engine.drained;
  }

  @Override
  public void abandon() {
    engine.on(effects -> engine.lines.all().forEach(line -> line.abandon(effects)));
  }

  @Override
  public void connected(Session session) {
    engine.on(effects -> engine.connected(session, effects));
  }

  @Override
  public void disconnected(Session session) {
    engine.on(effects -> engine.disconnected(session, effects));
  }

  @Override
  public void ended(Session session) {
    engine.on(effects -> engine.ended(session, effects));
  }

  @Override
  public void changed(Session session, String path) {
    engine.on(
        effects -> {
          for (Watching watching : engine.lines.watching(path)) {
            watching.changed(path, effects);
          }
        });
  }

  @Override
  public void failed(String reason) {
    engine.on(effects -> engine.failed(reason, effects));
  }
}
