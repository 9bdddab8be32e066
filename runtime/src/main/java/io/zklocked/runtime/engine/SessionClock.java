package io.zklocked.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * The session that the engine lives in, and for how long its grants may be trusted while nothing is
 * heard of it. Guarded by the engine's lock, but for {@link #suspect}, which any thread may ask.
 *
 * <p>The client notices a dead connection after at most two thirds of the session timeout T, so the
 * last contact may be that old when the loss of the connection is heard: what is left then is T/3,
 * less T/10 for the drift of the clocks. A server that is itself cut off from its leader but still
 * answers is not noticed by this.
 */
final class SessionClock {

  private final Time time;
  private @Nullable Session session;
  private boolean connected;
  private volatile long deadline;
  private volatile boolean silent;

  SessionClock(Time time) {
    this.time = time;
  }

  void connected(Session now) {
    session = now;
    connected = true;
    silent = false;
  }

  void disconnected() {
    connected = false;
    deadline = time.nanos() + timeoutNanos() / 3 - timeoutNanos() / 10;
    silent = true;
  }

  void ended() {
    session = null;
    connected = false;
    silent = false;
  }

  boolean isConnected() {
    return connected;
  }

  /** The session, if it is connected. */
  @Nullable Session usable() {
    return connected ? session : null;
  }

  @Nullable Session session() {
    return session;
  }

  /** Whether the ensemble has been silent for so long that a grant can no longer be trusted. */
  boolean suspect() {
    return silent && time.nanos() - deadline > 0;
  }

  /** How often to look again at what a lost watch may have missed. */
  long watchdogNanos() {
    return Math.max(timeoutNanos() / 3, 1_000_000L);
  }

  private long timeoutNanos() {
    Session current = session;
    return current == null ? 0 : current.timeoutNanos();
  }
}
