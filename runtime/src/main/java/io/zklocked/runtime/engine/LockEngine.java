package io.zklocked.runtime.engine;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The lock engine: exclusive locks in the wire format of Curator's {@code InterProcessMutex}.
 * Thread-safe; see the package for how it works.
 */
public final class LockEngine implements LockSpace, Ensemble.Events {

  private final Engine engine;
  private boolean watchdogRuns;

  /**
   * Makes an engine without a session; it needs to be the listener of an ensemble.
   *
   * @param ensemble where the ensemble is, for messages
   * @param time its clocks and timer
   * @param observer who watches it
   * @param log where it says what a person may want to read
   * @param jvm who this process is
   * @param ids gives ids that no other process gives
   */
  public LockEngine(
      String ensemble,
      Time time,
      LockObserver observer,
      EngineLog log,
      JvmIdentity jvm,
      Supplier<UUID> ids) {
    this.engine = new Engine(ensemble, time, observer, log, jvm, ids);
  }

  @Override
  public Attempt acquire(Request request) {
    Contender contender = new Contender(engine, request);
    engine.observer.started(request.label());
    engine.on(
        effects -> {
          contender.start(effects);
          if (engine.isDraining()) {
            contender.refuse("this process is shutting down", effects);
          }
          watch(effects);
        });
    return contender;
  }

  @Override
  public void reentered(String label) {
    engine.observer.ended(label, LockObserver.Outcome.REENTERED, 0);
  }

  @Override
  public CompletableFuture<Void> drain() {
    engine.on(
        effects -> {
          engine.drain(effects);
          for (Occupant occupant : engine.contenders.all()) {
            if (occupant instanceof Contender contender) {
              contender.refuse("this process is shutting down", effects);
            }
          }
        });
    return engine.drained;
  }

  @Override
  public void abandon() {
    engine.on(
        effects -> {
          for (Occupant occupant : engine.contenders.all()) {
            if (occupant instanceof Holding holding) {
              holding.abandon(effects);
            }
          }
        });
  }

  @Override
  public void connected(Session session) {
    engine.on(
        effects -> {
          Session before = engine.clock.session();
          if (before != null && before != session) {
            end(before, effects);
          }
          if (engine.clock.suspect()) {
            engine.contenders.all().forEach(Occupant::suspect); // before the clock forgets it
          }
          engine.clock.connected(session);
          engine.tell(LockObserver.SessionState.CONNECTED, "session " + session.id(), effects);
          engine.reaper.connected(session, effects);
          for (Occupant occupant : engine.contenders.all()) {
            occupant.connected(session, effects);
          }
          watch(effects);
        });
  }

  @Override
  public void disconnected(Session session) {
    engine.on(
        effects -> {
          if (engine.clock.usable() == session) {
            engine.clock.disconnected();
            engine.tell(LockObserver.SessionState.DISCONNECTED, "session " + session.id(), effects);
          }
        });
  }

  @Override
  public void ended(Session session) {
    engine.on(effects -> end(session, effects));
  }

  private void end(Session session, Effects effects) {
    for (Occupant occupant : engine.contenders.all()) {
      occupant.ended(session, effects);
    }
    if (engine.clock.session() == session) {
      engine.clock.ended();
      engine.tell(LockObserver.SessionState.ENDED, "session " + session.id(), effects);
    }
    engine.reaper.ended(session, effects);
    engine.settled(effects);
  }

  @Override
  public void changed(Session session, String path) {
    engine.on(
        effects -> {
          for (Occupant occupant : engine.contenders.watching(path)) {
            occupant.changed(path, effects);
          }
        });
  }

  @Override
  public void failed(String reason) {
    engine.on(effects -> engine.failed(reason, effects));
  }

  /** Keeps one round of the watchdog ahead as long as anybody waits. */
  private void watch(Effects effects) {
    if (watchdogRuns
        || engine.clock.session() == null
        || engine.contenders.all().stream().noneMatch(Contender.class::isInstance)) {
      return;
    }
    watchdogRuns = true;
    long wait = engine.clock.watchdogNanos();
    effects.add(() -> engine.time.after(wait, () -> engine.on(this::watchdog)));
  }

  private void watchdog(Effects effects) {
    watchdogRuns = false;
    for (Occupant occupant : engine.contenders.all()) {
      if (occupant instanceof Contender contender) {
        contender.lookAgain(effects);
      }
    }
    watch(effects);
  }
}
