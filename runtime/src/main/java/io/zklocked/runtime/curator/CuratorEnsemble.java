package io.zklocked.runtime.curator;

import io.zklocked.runtime.engine.Ensemble;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ZooKeeper servers as Curator Framework reaches them. Thread-safe. Its threads are daemons
 * that inherit nothing from the thread that starts it, and are gone soon after it was closed.
 */
public final class CuratorEnsemble implements Ensemble {

  private static final Logger LOG = LoggerFactory.getLogger(CuratorEnsemble.class);
  private static final long CUT_OFF_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long IDLE_MILLIS = 100;

  private final Servers address;
  private final Predicate<String> lasting;
  private final Security security;
  private final Duration sessionTimeout;
  private final Duration connectTimeout;
  private final OwnThreads threads = new OwnThreads("zklocked-zookeeper");
  // Two: what waits for a letter to be delivered must not keep it from being delivered.
  private final ScheduledThreadPoolExecutor workers = new ScheduledThreadPoolExecutor(2, threads);
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile @Nullable ManagedHandle handle;

  /**
   * Names an ensemble whose directories are containers, and that asks for no credentials; nothing
   * is looked up or connected before {@link #start}.
   *
   * @param address where the servers are
   * @param sessionTimeout what is asked for; the servers may grant another
   * @param connectTimeout how long {@link #close} waits for the servers at most
   */
  public CuratorEnsemble(Servers address, Duration sessionTimeout, Duration connectTimeout) {
    this(address, path -> false, Security.NONE, sessionTimeout, connectTimeout);
  }

  /**
   * Names an ensemble; nothing is looked up or connected before {@link #start}.
   *
   * @param address where the servers are
   * @param lasting which directories are made persistent; the others are containers
   * @param security who this client is to them
   * @param sessionTimeout what is asked for; the servers may grant another
   * @param connectTimeout how long {@link #close} waits for the servers at most
   */
  public CuratorEnsemble(
      Servers address,
      Predicate<String> lasting,
      Security security,
      Duration sessionTimeout,
      Duration connectTimeout) {
    this.address = address;
    this.lasting = lasting;
    this.security = security;
    this.sessionTimeout = sessionTimeout;
    this.connectTimeout = connectTimeout;
  }

  @Override
  public void start(Events events) {
    if (closed.get()) {
      return; // whoever wanted it was refused when it was closed
    }
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("An ensemble is started once");
    }
    // Not here: Curator looks up this machine's own name first, which may take seconds.
    workers.execute(() -> open(events));
  }

  private void open(Events events) {
    try {
      ManagedHandle made =
          new ManagedHandle(address, lasting, security, sessionTimeout, threads, workers, events);
      handle = made;
      if (!closed.get()) {
        made.open();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The ZooKeeper client could not be started", e);
      events.failed("The ZooKeeper client could not be started: " + e);
    } finally {
      opened.countDown();
    }
  }

  @Override
  public String description() {
    return address.text();
  }

  /**
   * Closes the session. Blocks until the servers have confirmed it, for the connect timeout at most
   * while connected, and for two seconds more where they do not answer or there is no connection;
   * the session then ends by its timeout. An interrupt does not shorten it, and is kept.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true) || !started.get()) {
      return;
    }
    CountDownLatch done = new CountDownLatch(1);
    inBackground(
        () -> {
          if (await(opened, connectTimeout.toNanos()) && handle != null) {
            handle.close();
          }
          done.countDown();
        });
    if (!await(done, connectTimeout.toNanos())) {
      inBackground(this::cutOff);
      if (!await(done, CUT_OFF_NANOS)) {
        LOG.warn("The ZooKeeper client of {} does not close; it is left behind", address.text());
      }
    }
    workers.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    workers.allowCoreThreadTimeOut(true);
  }

  private void cutOff() {
    ManagedHandle open = handle;
    if (open != null) {
      LOG.warn("{} does not confirm the end of the session; it will time out", address.text());
      open.cutOff();
    }
  }

  private void inBackground(Runnable task) {
    threads.newThread(task).start();
  }

  private static boolean await(CountDownLatch latch, long nanos) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos;
    try {
      while (true) {
        try {
          return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
