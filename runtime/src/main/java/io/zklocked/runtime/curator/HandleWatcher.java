package io.zklocked.runtime.curator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what happens to one handle, on ZooKeeper's own event thread and so in one order with the
 * replies, makes the engine's events of it, and passes it on to Curator.
 *
 * <p>A handle has no session, then one that is connected or not, then none for good: {@link #over}
 * is final. The lock guards which of these it is; nothing is called under it.
 */
final class HandleWatcher implements Watcher {

  private static final Logger LOG = LoggerFactory.getLogger(HandleWatcher.class);

  private final SessionOrigin origin;
  private final Watcher curator;
  private final boolean sasl;
  private final Stopwatch sinceHandle = new Stopwatch();
  private final CompletableFuture<Handle> handle = new CompletableFuture<>();

  @GuardedBy("this")
  private @Nullable PipelinedSession session;

  @GuardedBy("this")
  private boolean over;

  /**
   * @param sasl whether a connection counts only once it is authenticated by SASL
   */
  HandleWatcher(SessionOrigin origin, Watcher curator, boolean sasl) {
    this.origin = origin;
    this.curator = curator;
    this.sasl = sasl;
  }

  /** Says which handle this is; events wait for it, as they start before its constructor ends. */
  void attach(Handle made) {
    handle.complete(made);
  }

  @Override
  public void process(WatchedEvent told) {
    // A client that cannot even begin with SASL tells an event without a state.
    WatchedEvent event =
        told.getState() == null
            ? new WatchedEvent(told.getType(), Event.KeeperState.AuthFailed, told.getPath())
            : told;
    try {
      if (event.getType() == Event.EventType.None) {
        stateChanged(event.getState());
      }
    } finally {
      curator.process(event);
    }
  }

  @SuppressWarnings("deprecation") // the deprecated states are no longer sent
  private void stateChanged(Event.KeeperState state) {
    switch (state) {
      case SyncConnected -> {
        if (!sasl) {
          connected();
        }
      }
      case SaslAuthenticated -> connected();
      case Disconnected, ConnectedReadOnly -> disconnected();
      case Expired, Closed -> ended(state);
      case AuthFailed -> credentialsRefused();
      default -> LOG.debug("ZooKeeper handle: {}", state);
    }
  }

  private void connected() {
    PipelinedSession connected = connectedSession(handle.join());
    if (connected != null) {
      LOG.debug(
          "Connected to {}, session {}, timeout {} ms",
          origin.description(),
          connected.id(),
          connected.timeoutNanos() / 1_000_000);
      connected.tellConnected();
    }
  }

  private @Nullable PipelinedSession connectedSession(Handle on) {
    PipelinedSession before = null;
    PipelinedSession now = null;
    synchronized (this) {
      if (!over) {
        before = session;
        if (before == null || !before.is(on.getSessionId())) {
          session = new PipelinedSession(origin, on, sinceHandle);
        }
        now = session;
      }
    }
    if (before != null && before != now) {
      before.end();
    }
    if (now != null) {
      now.timeoutGranted(on.getSessionTimeout());
    }
    return now;
  }

  private void disconnected() {
    PipelinedSession current = current();
    if (current != null) {
      LOG.debug("Disconnected from {}, session {}", origin.description(), current.id());
      current.tellDisconnected();
    }
  }

  private void ended(Event.KeeperState state) {
    PipelinedSession last = finish();
    if (last != null) {
      if (!last.hasEnded()) {
        LOG.warn("ZooKeeper session {} of {}: {}", last.id(), origin.description(), state);
      }
      last.end();
    }
    origin.handleOver();
  }

  /** Without SASL the client would go on as nobody: that is not what was asked for. */
  private void credentialsRefused() {
    boolean loginFailed = handle.join().getState().isAlive();
    if (loginFailed && !sasl) {
      return;
    }
    PipelinedSession last = finish();
    if (last != null) {
      last.end();
    }
    origin.failed(
        loginFailed
            ? "This client cannot log in to authenticate by SASL. Check auth-file, and the login"
                + " configuration of the JVM if it names an entry there"
            : "The servers of "
                + origin.description()
                + " refuse the credentials of this client. Check auth-file");
    origin.handleOver();
  }

  /** Tells that the session is over, and returns when that was heard, or after a second. */
  void closing() {
    PipelinedSession last = finish();
    if (last != null) {
      last.endAndWait();
    }
  }

  private synchronized @Nullable PipelinedSession finish() {
    over = true;
    return session;
  }

  private synchronized @Nullable PipelinedSession current() {
    return over ? null : session;
  }

  /** Whether no session can come from this handle any more. */
  synchronized boolean isOver() {
    return over || (session != null && session.hasEnded());
  }
}
