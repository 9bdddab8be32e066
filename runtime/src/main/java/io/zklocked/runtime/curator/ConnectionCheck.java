package io.zklocked.runtime.curator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes the events on, and asks the probe why there is no connection while there is none: soon,
 * then less and less often. Says each reason once, until there was a connection again. Thread-safe.
 *
 * <p>The lock guards whether there is a connection, and the next look; nothing is called under it
 * but the timer.
 */
final class ConnectionCheck implements Ensemble.Events {

  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 30_000;

  private final Ensemble.Events events;
  private final Probe probe;
  private final ScheduledExecutorService timer;
  private final ThreadFactory threads;

  @GuardedBy("this")
  private boolean wanted;

  @GuardedBy("this")
  private boolean closed;

  @GuardedBy("this")
  private long waitMillis;

  @GuardedBy("this")
  private @Nullable ScheduledFuture<?> next;

  @GuardedBy("this")
  private @Nullable String said;

  /**
   * @param timer never blocked
   * @param threads for the probe, which blocks
   */
  ConnectionCheck(
      Ensemble.Events events, Probe probe, ScheduledExecutorService timer, ThreadFactory threads) {
    this.events = events;
    this.probe = probe;
    this.timer = timer;
    this.threads = threads;
  }

  /** Looks until there is a connection. */
  synchronized void start() {
    if (!wanted && !closed) {
      wanted = true;
      waitMillis = FIRST_MILLIS;
      later();
    }
  }

  @GuardedBy("this")
  private void later() {
    next =
        timer.schedule(
            () -> threads.newThread(this::look).start(), waitMillis, TimeUnit.MILLISECONDS);
    waitMillis = Math.min(2 * waitMillis, LONGEST_MILLIS);
  }

  private void look() {
    String reason = probe.whyRefused();
    if (reason != null && isWanted()) {
      failed(reason);
    }
    synchronized (this) {
      if (wanted) {
        later();
      }
    }
  }

  private synchronized boolean isWanted() {
    return wanted;
  }

  /** Looks no more, whatever happens. */
  synchronized void close() {
    closed = true;
    stop();
  }

  @GuardedBy("this")
  private void stop() {
    wanted = false;
    if (next != null) {
      next.cancel(false);
    }
  }

  @Override
  public void connected(Session session) {
    synchronized (this) {
      stop();
      said = null;
    }
    events.connected(session);
  }

  @Override
  public void disconnected(Session session) {
    start();
    events.disconnected(session);
  }

  @Override
  public void ended(Session session) {
    start();
    events.ended(session);
  }

  @Override
  public void changed(Session session, String path) {
    events.changed(session, path);
  }

  @Override
  public void failed(String reason) {
    synchronized (this) {
      if (reason.equals(said)) {
        return;
      }
      said = reason;
    }
    events.failed(reason);
  }
}
