package io.zklocked.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * The session that the engine lives in, and for how long its grants may be trusted. Guarded by the
 * engine's lock, but for {@link #isPast} and {@link #leftNanos}, which any thread may ask.
 *
 * <p>A session of timeout T is safe until {@code confirmed + T - max(T/10, 200 ms)}, where {@code
 * confirmed} is a moment after which its leader has certainly been told that it lives. The margin
 * pays for the drift of the clocks and for nothing else. Answers to reads and pings prove nothing:
 * a server that is cut off from its leader gives both. What does prove it is for {@link Heartbeat}
 * to know.
 */
final class SessionClock {

  private static final long LEAST_MARGIN_NANOS = 200_000_000L;
  private static final long MOST_APART_NANOS = 200_000_000L;

  /** What is known of the session's life, as one value that any thread may read. */
  private record Trust(Moment confirmed, Moment anchor, long timeoutNanos) {

    boolean isEndless() {
      return timeoutNanos == Session.ENDLESS_NANOS;
    }

    long forNanos() {
      return timeoutNanos - Math.max(timeoutNanos / 10, LEAST_MARGIN_NANOS);
    }
  }

  private final Time time;
  private @Nullable Session session;
  private boolean connected;
  private boolean reconciled;
  private volatile @Nullable Trust trust;

  /** Once the clocks have been seen apart they stay so until they are compared anew. */
  private volatile boolean apart;

  SessionClock(Time time) {
    this.time = time;
  }

  /** A session is there: a new one, or the same again, whose nodes are still to be looked after. */
  void connected(Session now) {
    Moment present = Moment.exact(time);
    boolean isNew = session != now;
    session = now;
    connected = true;
    reconciled = isNew;
    Trust known = trust;
    Moment confirmed =
        isNew || known == null ? present.minusNanos(now.ageNanos()) : known.confirmed();
    trust =
        new Trust(confirmed, isNew || known == null ? present : known.anchor(), now.timeoutNanos());
  }

  void disconnected() {
    connected = false;
  }

  void ended() {
    session = null;
    connected = false;
    reconciled = false;
    trust = null;
    apart = false;
  }

  /** The nodes of the session are being looked after, behind an answer of its leader. */
  void reconciled() {
    reconciled = true;
  }

  /** The leader has been told that the session lives, at this moment or later. */
  void confirm(Moment moment) {
    Trust known = trust;
    if (known != null && moment.isAfter(known.confirmed())) {
      trust = new Trust(moment, known.anchor(), known.timeoutNanos());
    }
  }

  /** The clocks are compared from now on. */
  void anchor() {
    Trust known = trust;
    if (known != null) {
      trust = new Trust(known.confirmed(), Moment.exact(time), known.timeoutNanos());
      apart = false;
    }
  }

  boolean isConnected() {
    return connected;
  }

  boolean isReconciled() {
    return reconciled;
  }

  /** The session, if requests and grants may be made in it. */
  @Nullable Session usable() {
    return connected && reconciled ? session : null;
  }

  @Nullable Session session() {
    return session;
  }

  /** Whether a session may grant now: a tenth of its timeout has to be left. */
  boolean mayGrant(Session asked, long nanos, long millis) {
    return usable() == asked && leftNanos(nanos, millis) > asked.timeoutNanos() / 10;
  }

  /** Whether a session may grant again what was kept without a look at the servers. */
  boolean mayRegrant(Session asked, long nanos, long millis) {
    return usable() == asked && leftNanos(nanos, millis) >= asked.timeoutNanos() / 4;
  }

  /** Whether grants can no longer be trusted at a moment. */
  boolean isPast(long nanos, long millis) {
    return leftNanos(nanos, millis) <= 0;
  }

  /**
   * For how long grants may still be trusted; none if there is no session, or if the clocks have
   * moved apart since the last beat, so that neither can be believed. The moment comes as two
   * numbers, since this is asked in every call that needs no server, which is to leave no garbage.
   *
   * @param nanos the moment on the monotonic clock
   * @param millis the same moment on the wall clock
   */
  long leftNanos(long nanos, long millis) {
    Trust known = trust;
    if (known == null) {
      return 0;
    }
    if (known.isEndless()) {
      return Session.ENDLESS_NANOS;
    }
    if (!apart && isSet(known, nanos, millis) && isSetNow(known)) {
      apart = true;
    }
    if (apart) {
      return 0;
    }
    return known.forNanos() - known.confirmed().elapsed(nanos, millis);
  }

  /** The same, as far as the monotonic clock alone can tell. */
  boolean isPast(long nanos) {
    Trust known = trust;
    return known == null
        || (!known.isEndless() && (apart || nanos - known.confirmed().nanos() >= known.forNanos()));
  }

  private boolean isSetNow(Trust known) {
    Moment exact = Moment.exact(time);
    return isSet(known, exact.nanos(), exact.millis());
  }

  private static boolean isSet(Trust known, long nanos, long millis) {
    return known.anchor().apart(nanos, millis) >= MOST_APART_NANOS;
  }
}
