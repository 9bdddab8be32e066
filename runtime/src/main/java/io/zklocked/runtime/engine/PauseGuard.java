package io.zklocked.runtime.engine;

/**
 * Notices that this process stood still (stopped, suspended, out of processor time) while it holds
 * locks: whoever wakes after its session has ended may leave its body before the end of the session
 * is heard of.
 *
 * <p>While anything is held a round is due every T/6 (T: session timeout). A client is heard at
 * least every T/3 while it runs, so that a pause of less than T/2 cannot end its session; when a
 * round is late by more than that, every hold is suspect until its node was seen again. Guarded by
 * the engine's lock, but for {@link #isLate}, which any thread may ask.
 */
final class PauseGuard {

  private final Engine engine;
  private volatile boolean runs;
  private volatile long lastRound;
  private volatile long longestPause;

  PauseGuard(Engine engine) {
    this.engine = engine;
  }

  /** Something is held. */
  void start(Session session, Effects effects) {
    if (!runs) {
      longestPause = session.timeoutNanos() / 2;
      lastRound = engine.time.nanos();
      runs = true;
      next(session, effects);
    }
  }

  /** Whether a round is so late that the process must have stood still. */
  boolean isLate() {
    return runs && engine.time.nanos() - lastRound > longestPause;
  }

  private void next(Session session, Effects effects) {
    long wait = Math.max(session.timeoutNanos() / 6, 1_000_000L);
    effects.add(() -> engine.time.after(wait, () -> engine.on(this::round)));
  }

  private void round(Effects effects) {
    Session session = engine.clock.session();
    if (isLate()) {
      engine.contenders.all().forEach(Occupant::suspect); // before the lateness is forgotten
      if (engine.clock.isConnected() && session != null) {
        for (Occupant occupant : engine.contenders.all()) {
          occupant.connected(session, effects);
        }
      }
    }
    lastRound = engine.time.nanos();
    if (session != null && engine.contenders.hasHolding()) {
      next(session, effects);
    } else {
      runs = false;
    }
  }
}
