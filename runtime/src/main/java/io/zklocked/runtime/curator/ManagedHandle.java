package io.zklocked.runtime.curator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.runtime.engine.Ensemble;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handle that Curator manages: made, replaced when it expires, closed. Thread-safe. A handle
 * expires when the servers say so, when ZooKeeper's client has not heard of them for 4/3 of the
 * session timeout, or when Curator has been disconnected for a whole one.
 *
 * <p>Curator replaces a handle from the event of its expiry, on the dying handle's event thread.
 * Where that does not come about (no handle could be made, the credentials were refused), it waits
 * for a request of its own, and there are none. So each end of a handle is followed by a look,
 * every second until there is a usable one again.
 */
final class ManagedHandle {

  private static final Logger LOG = LoggerFactory.getLogger(ManagedHandle.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final int THREADS_END_MILLIS = 500;
  private static final int RETRY_MILLIS = 1_000;

  private final SessionOrigin origin;
  private final Identity identity;
  private final HandleFactory factory;
  private final ConnectionCheck check;
  private final CuratorFramework framework;
  private final ScheduledExecutorService workers;

  @GuardedBy("this")
  private @Nullable ScheduledFuture<?> nextLook;

  @GuardedBy("this")
  private boolean closed;

  private volatile @Nullable Handle seenUnusable;

  ManagedHandle(
      Servers address,
      Predicate<String> lasting,
      Security security,
      Duration sessionTimeout,
      ThreadFactory threads,
      ScheduledExecutorService workers,
      Ensemble.Events events) {
    this.workers = workers;
    this.identity = new Identity(security);
    var probe = new Probe(address, identity.settings(), security.tls());
    this.check = new ConnectionCheck(events, probe, workers, threads);
    this.origin =
        new SessionOrigin(
            address,
            new Mailbox(workers),
            check,
            new GrantedRights(security.rights()),
            lasting,
            this::lookLater);
    this.factory = new HandleFactory(origin, identity);
    int sessionMillis = Math.toIntExact(sessionTimeout.toMillis());
    this.framework =
        CuratorFrameworkFactory.builder()
            .connectString(address.text())
            // Only a client restart takes another list of servers.
            .ensembleTracker(false)
            .sessionTimeoutMs(sessionMillis)
            .connectionTimeoutMs(sessionMillis)
            .retryPolicy(new RetryOneTime(RETRY_MILLIS))
            .canBeReadOnly(false)
            .aclProvider(origin.rights())
            .defaultData(new byte[0])
            .threadFactory(threads)
            .runSafeService(workers)
            .zookeeperFactory(factory)
            .zkClientConfig(identity.settings())
            .maxCloseWaitMs(THREADS_END_MILLIS)
            .waitForShutdownTimeoutMs(THREADS_END_MILLIS)
            .build();
  }

  void open() {
    framework.start();
    check.start();
    // Curator only logs it when the first handle cannot be made.
    lookLater();
  }

  private synchronized void lookLater() {
    if (!closed && (nextLook == null || nextLook.isDone())) {
      nextLook = workers.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    synchronized (this) {
      nextLook = null; // what comes to its end from here on is looked after anew
    }
    boolean usable = false;
    try {
      usable = isUsable();
    } catch (Exception e) { // whatever Curator's handling of the handle brings up
      LOG.debug("No handle for {}", origin.description(), e);
      origin.failed("No connection to " + origin.description() + " can be opened: " + e);
    }
    if (!usable) {
      lookLater();
    }
  }

  /** Asks Curator, which makes a handle where there is none. */
  private boolean isUsable() throws Exception {
    var client = framework.getZookeeperClient();
    Handle current = (Handle) client.getZooKeeper();
    if (current.isUsable()) {
      seenUnusable = null;
      return true;
    }
    // At the first look the event by which Curator replaces it may still be under way.
    if (current == seenUnusable) {
      LOG.info("Replacing the handle to {}", origin.description());
      client.reset();
    }
    seenUnusable = current;
    return false;
  }

  /** Closes the session, if it can be reached. Blocks without limit; {@link #cutOff} ends it. */
  void close() {
    stopLooking();
    check.close();
    factory.close();
    Handle last = factory.newest();
    if (last != null && !last.getState().isConnected()) {
      // The request to close would wait for the attempt to connect to fail, and is not sent then.
      last.cutOff();
    }
    framework.close();
    identity.forget();
  }

  private synchronized void stopLooking() {
    closed = true;
    if (nextLook != null) {
      nextLook.cancel(false);
    }
  }

  /** Ends the client without the servers. */
  void cutOff() {
    Handle last = factory.newest();
    if (last != null) {
      last.cutOff();
    }
  }
}
