package io.zklocked.runtime.metrics;

import io.zklocked.runtime.engine.LockObserver.SessionState;

/** Follows the session: its state, and how often a connection came back. Thread-safe. */
final class SessionCounts {

  private SessionState state = SessionState.CONNECTING;
  private boolean wasConnected;
  private long reconnects;

  /**
   * The session has changed its state.
   *
   * @return whether a connection came back by that
   */
  synchronized boolean enter(SessionState next) {
    boolean back =
        next == SessionState.CONNECTED && state != SessionState.CONNECTED && wasConnected;
    wasConnected |= next == SessionState.CONNECTED;
    reconnects += back ? 1 : 0;
    state = next;
    return back;
  }

  synchronized SessionState state() {
    return state;
  }

  synchronized long reconnects() {
    return reconnects;
  }
}
