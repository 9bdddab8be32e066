package io.zklocked.runtime;

import io.zklocked.LockBusyException;
import io.zklocked.runtime.call.Acquirer;
import io.zklocked.runtime.call.OpenHold;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/**
 * Locks by hand.
 *
 * <pre>{@code
 * try (ZkLocks locks = ZkLocks.start(ZkLocksConfig.connect("zk1:2181,zk2:2181,zk3:2181"))) {
 *   try (Hold hold = locks.acquire("orders/42")) {
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>One instance is one session with the ensemble, opened with the first lock; an application
 * needs one. Thread-safe. A thread that holds a lock may acquire it again. A resource is the text
 * of one key: relative to the configured root, or absolute if it starts with {@code /}.
 */
public final class ZkLocks implements AutoCloseable {

  private final LockRuntime runtime;

  private ZkLocks(LockRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Starts without meters. Does not connect yet, does not block.
   *
   * @param config the configuration
   * @return the locks
   */
  public static ZkLocks start(ZkLocksConfig config) {
    return of(LockRuntime.start(config));
  }

  /**
   * Starts with meters. Does not connect yet, does not block.
   *
   * @param config the configuration
   * @param meters who watches the locks, such as {@code MicrometerMeters}
   * @return the locks
   */
  public static ZkLocks start(ZkLocksConfig config, LockObserver meters) {
    return of(LockRuntime.start(config, meters));
  }

  /**
   * The locks of a runtime that runs already; closing them closes it.
   *
   * @param runtime the runtime
   * @return its locks
   */
  public static ZkLocks of(LockRuntime runtime) {
    return new ZkLocks(runtime);
  }

  /**
   * Acquires a lock, and waits as configured.
   *
   * @param resource the lock
   * @return the hold, to be closed
   * @throws LockBusyException if somebody else holds it until the wait time has passed
   * @throws io.zklocked.LockUnavailableException if no ensemble could give it in that time
   * @throws io.zklocked.LockInterruptedException if the thread is interrupted
   * @throws io.zklocked.LockKeyException if the resource cannot be a key
   */
  public Hold acquire(String resource) {
    return acquire(resource, LockRequest.DEFAULT);
  }

  /**
   * Acquires a lock.
   *
   * @param resource the lock
   * @param request how
   * @return the hold, to be closed
   * @throws LockBusyException if somebody else holds it until the wait time has passed
   * @throws io.zklocked.LockUnavailableException if no ensemble could give it in that time
   * @throws io.zklocked.LockInterruptedException if the thread is interrupted
   * @throws io.zklocked.LockKeyException if the resource cannot be a key
   */
  public Hold acquire(String resource, LockRequest request) {
    WaitTime wait = request.waitTime(runtime.config().waitTime());
    return new Hold(acquire(runtime.keys().key(resource), request.label(), wait, true));
  }

  /**
   * Acquires a lock if it can be had within a time.
   *
   * @param resource the lock
   * @param waitTime how long to wait; zero tries once
   * @return the hold, to be closed; empty if somebody else holds the lock
   * @throws io.zklocked.LockUnavailableException if no ensemble could tell in that time
   * @throws io.zklocked.LockInterruptedException if the thread is interrupted
   * @throws io.zklocked.LockKeyException if the resource cannot be a key
   */
  public Optional<Hold> tryAcquire(String resource, Duration waitTime) {
    try {
      return Optional.of(acquire(resource, LockRequest.DEFAULT.withWaitTime(waitTime)));
    } catch (LockBusyException e) {
      return Optional.empty();
    }
  }

  /**
   * A lock as the JDK knows them: re-entrant, owned by a thread, without conditions. {@code lock()}
   * waits for as long as it takes and cannot be interrupted; {@code unlock()} throws {@link
   * io.zklocked.LockLostException} if the lock was lost meanwhile.
   *
   * @param resource the lock
   * @return a view; making one costs nothing, and all views of one resource are the same lock
   * @throws io.zklocked.LockKeyException if the resource cannot be a key
   */
  public Lock lock(String resource) {
    return new LockView(this, runtime.keys().key(resource));
  }

  OpenHold acquire(LockKey key, String label, WaitTime wait, boolean interruptible) {
    return runtime
        .acquirer()
        .acquire(new Acquirer.Wish(key, label, "by hand", wait, false, interruptible));
  }

  Object identity() {
    return runtime.acquirer();
  }

  /**
   * Closes in order and ends the session: new locks are refused, waiting calls fail, running bodies
   * have the configured {@code shutdown-grace} to end. Blocks for as long. Happens by itself when
   * the JVM shuts down.
   */
  @Override
  public void close() {
    runtime.close();
  }
}
