package io.zklocked.runtime;

import io.zklocked.LockBusyException;
import io.zklocked.LockMode;
import io.zklocked.runtime.call.Acquirer;
import io.zklocked.runtime.call.HoldTimes;
import io.zklocked.runtime.call.OpenHold;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.inspect.Inspector;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

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
   * Looks at the locks of an ensemble without taking any, for operators. Begins to connect, and
   * does not wait for it.
   *
   * @param config the configuration: where the servers are, who this client is, and the root; the
   *     connect timeout is how long the servers may be silent
   * @return the inspector, to be closed
   */
  public static Inspector inspect(ZkLocksConfig config) {
    return LockRuntime.inspect(config);
  }

  /**
   * Opens the session now, where the first lock would: for an application that does not want to
   * start without its ensemble, or that wants to say who it is. Blocks until a session is
   * connected.
   *
   * @param limit how long to wait for it, as a first lock would by {@link
   *     ZkLocksConfig#connectTimeout()}
   * @return the id of the session, as the servers and their logs write it: {@code
   *     0x1000a2b3c4d0000}; another one once that session has ended
   * @throws io.zklocked.LockUnavailableException if there is no session in that time; the next lock
   *     tries again
   * @throws io.zklocked.LockInterruptedException if the thread is interrupted
   */
  public String connect(Duration limit) {
    return runtime.connect(limit);
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
   * @throws io.zklocked.LockModeException if another kind of lock lies there, or the calling thread
   *     holds the lock in a mode that does not go with this one
   * @throws io.zklocked.LockOrderException if the calling thread holds another lock, earlier calls
   *     took the two in the opposite order, and {@code order-check=fail}
   */
  public Hold acquire(String resource, LockRequest request) {
    return held(acquire(runtime.keys().key(resource), request, waitTime(request), true), request);
  }

  private Hold held(OpenHold hold, LockRequest request) {
    HoldTimes times = request.times();
    return new Hold(
        hold, times.equals(HoldTimes.NONE) ? hold::leave : runtime.calls().agree(hold, times));
  }

  private WaitTime waitTime(LockRequest request) {
    return request.waitTime(runtime.config().waitTime());
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
   * Acquires several locks as {@link #acquireAll(List, LockRequest)} does, exclusively, and waits
   * as configured.
   *
   * @param resources the locks, in any order
   * @return the holds, to be closed
   */
  public JointHold acquireAll(List<String> resources) {
    return acquireAll(resources, LockRequest.DEFAULT);
  }

  /**
   * Acquires several locks, all or none, within one wait time. Whatever their order here, they are
   * acquired in the order of their paths, so that two who want the same locks never wait for each
   * other; where nobody is in line for any of them, in one round trip. A resource that is named
   * twice is acquired once; what the calling thread holds is entered again.
   *
   * @param resources the locks; at least one
   * @param request how each of them is acquired; not for semaphores
   * @return the holds, to be closed
   * @throws LockBusyException if somebody else holds one of them until the wait time has passed; it
   *     names the first that was not had
   * @throws io.zklocked.LockUnavailableException if no ensemble could give them in that time
   * @throws io.zklocked.LockInterruptedException if the thread is interrupted
   * @throws io.zklocked.LockKeyException if a resource cannot be a key
   * @throws io.zklocked.LockModeException as {@link #acquire(String, LockRequest)}
   * @throws io.zklocked.LockOrderException as {@link #acquire(String, LockRequest)}
   * @throws IllegalArgumentException if there is no resource, or a semaphore is asked for
   */
  public JointHold acquireAll(List<String> resources, LockRequest request) {
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("no resource to lock");
    }
    if (request.mode() == LockMode.SEMAPHORE) {
      throw new IllegalArgumentException("semaphores cannot be acquired together");
    }
    List<Acquirer.Wish> wishes = new ArrayList<>(resources.size());
    for (String resource : new LinkedHashSet<>(resources)) {
      wishes.add(wish(runtime.keys().key(resource), request, waitTime(request), true));
    }
    return new JointHold(
        runtime.acquirer().acquireAll(wishes).stream().map(hold -> held(hold, request)).toList());
  }

  /**
   * Acquires a lock as {@link #acquireAsync(String, LockRequest)} does, and waits as configured.
   *
   * @param resource the lock
   * @return completes with the hold, or with what {@link #acquire(String)} throws
   * @throws io.zklocked.LockKeyException if the resource cannot be a key
   */
  public CompletionStage<Hold> acquireAsync(String resource) {
    return acquireAsync(resource, LockRequest.DEFAULT);
  }

  /**
   * Acquires a lock without blocking any thread. The hold belongs to no thread: none finds it as
   * {@link io.zklocked.HeldLock#current()}, none enters it again, not even the caller, and any may
   * close it.
   *
   * <p>The stage is completed on a thread of {@link java.util.concurrent.ForkJoinPool#commonPool};
   * what follows and blocks should name an executor of its own ({@code thenAcceptAsync}). To give
   * the attempt up, cancel its {@link CompletionStage#toCompletableFuture()}; if the lock had been
   * granted by then, it is released.
   *
   * @param resource the lock
   * @param request how
   * @return completes with the hold, to be closed, or with what {@link #acquire(String,
   *     LockRequest)} throws
   * @throws io.zklocked.LockKeyException if the resource cannot be a key
   */
  public CompletionStage<Hold> acquireAsync(String resource, LockRequest request) {
    return runtime
        .acquirer()
        .acquireAsync(
            wish(runtime.keys().key(resource), request, waitTime(request), true),
            hold -> held(hold, request));
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
    return new LockView(this, runtime.keys().key(resource), LockMode.EXCLUSIVE);
  }

  /**
   * A read/write lock as the JDK knows them; its two locks are as those of {@link #lock}. A thread
   * that has locked for writing may lock for reading too, and unlock in any order. A thread that
   * has locked for reading is refused the write lock at once, by {@link
   * io.zklocked.LockModeException}: two such threads would wait for each other.
   *
   * @param resource the lock
   * @return a view; making one costs nothing, and all views of one resource are the same lock
   * @throws io.zklocked.LockKeyException if the resource cannot be a key
   */
  public ReadWriteLock readWriteLock(String resource) {
    LockKey key = runtime.keys().key(resource);
    return new ReadWriteView(
        new LockView(this, key, LockMode.READ), new LockView(this, key, LockMode.WRITE));
  }

  private OpenHold acquire(LockKey key, LockRequest request, WaitTime wait, boolean interruptible) {
    return acquirer().acquire(wish(key, request, wait, interruptible));
  }

  Acquirer acquirer() {
    return runtime.acquirer();
  }

  /** Whether locks are kept between calls. */
  boolean retains() {
    return !runtime.config().retain().isZero();
  }

  Acquirer.Wish wish(LockKey key, LockRequest request, WaitTime wait, boolean interruptible) {
    return new Acquirer.Wish(
        key,
        request.label(),
        Acquirer.BY_HAND,
        request.mode(),
        request.permits(),
        wait,
        false,
        interruptible,
        request.retainNanos(runtime.longestRetentionNanos()));
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
