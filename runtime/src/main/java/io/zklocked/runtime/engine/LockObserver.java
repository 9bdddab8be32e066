package io.zklocked.runtime.engine;

/**
 * Watches the engine. Called on the thread that brings the event, never under a lock of the engine;
 * must not block and must not throw. A label is the template of the lock. Thread-safe.
 */
public interface LockObserver {

  /** Watches nothing. */
  LockObserver NONE =
      new LockObserver() {
        @Override
        public void started(String label) {}

        @Override
        public void ended(String label, Outcome outcome, long waitNanos) {}

        @Override
        public void released(String label, long holdNanos) {}

        @Override
        public void overdue(String label) {}

        @Override
        public void lost(String label, Loss loss) {}

        @Override
        public void session(SessionState state) {}
      };

  /** How an acquisition ended. */
  enum Outcome {
    /** The lock was granted. */
    GRANTED,
    /** The lock was handed over within this process, without asking the servers. */
    HANDED_OFF,
    /** The lock had been kept since its last release. */
    RETAINED,
    /** The thread held the lock already. */
    REENTERED,
    /** Somebody else held it until the wait ended. */
    BUSY,
    /** The same, and the caller skipped its work. */
    SKIPPED,
    /** No ensemble gave an answer in time, or it refused. */
    UNAVAILABLE,
    /** The thread was interrupted. */
    INTERRUPTED;

    /**
     * Whether one more holds from then on.
     *
     * @return true for {@link #GRANTED}, {@link #HANDED_OFF} and {@link #RETAINED}
     */
    public boolean isGrant() {
      return this == GRANTED || this == HANDED_OFF || this == RETAINED;
    }
  }

  /** How a lock was lost. */
  enum Loss {
    /** Its session ended. */
    SESSION_EXPIRED,
    /** Its node was deleted by somebody else. */
    NODE_DELETED,
    /** An operator broke it. */
    BROKEN,
    /** It could not be proven when its body ended. */
    UNPROVEN,
    /** The process shut down before its body had ended. */
    SHUTDOWN,
    /** Only the deletion of its node showed, after the end, that it was gone. */
    LATE
  }

  /** What the session is doing. */
  enum SessionState {
    /** No session yet. */
    CONNECTING,
    /** Connected. */
    CONNECTED,
    /** Disconnected; the session may live. */
    DISCONNECTED,
    /** Ended; the next one is on its way. */
    ENDED,
    /** Closed for good. */
    CLOSED
  }

  /**
   * An attempt has started: one more waits.
   *
   * @param label the lock
   */
  void started(String label);

  /**
   * An attempt has ended: one less waits, and with a {@link Outcome#isGrant grant} one more holds.
   * {@link Outcome#REENTERED} comes without a start.
   *
   * @param label the lock
   * @param outcome how
   * @param waitNanos how long it took
   */
  void ended(String label, Outcome outcome, long waitNanos);

  /**
   * A grant has ended: one less holds.
   *
   * @param label the lock
   * @param holdNanos how long it was held
   */
  void released(String label, long holdNanos);

  /**
   * A body has held its lock for longer than it was thought to, and holds it still.
   *
   * @param label the lock
   */
  void overdue(String label);

  /**
   * A grant was lost; once for each grant.
   *
   * @param label the lock
   * @param loss how
   */
  void lost(String label, Loss loss);

  /**
   * The session has changed its state.
   *
   * @param state the state now
   */
  void session(SessionState state);
}
