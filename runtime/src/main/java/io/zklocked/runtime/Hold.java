package io.zklocked.runtime;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.runtime.call.Calls.Leave;
import io.zklocked.runtime.call.OpenHold;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lock that was acquired by hand, until it is closed. Thread-safe: any thread may ask and close.
 *
 * <p>Unless it came by {@link ZkLocks#acquireAsync(String)}, the thread that acquired it finds it
 * as {@link io.zklocked.HeldLock#current()} and may acquire the same lock again; the lock is free
 * when every hold of it is closed.
 */
public final class Hold implements AutoCloseable {

  private final OpenHold hold;
  private final Leave leave;
  private final AtomicBoolean closed = new AtomicBoolean();

  Hold(OpenHold hold, Leave leave) {
    this.hold = hold;
    this.leave = leave;
  }

  /**
   * The resource.
   *
   * @return as it was acquired
   */
  public String resource() {
    return hold.grant().request().resource();
  }

  /**
   * The path of the lock on ZooKeeper.
   *
   * @return an absolute path
   */
  public String path() {
    return hold.grant().request().path();
  }

  /**
   * How far the lock may be trusted now. Asks nobody.
   *
   * @return the state
   */
  public LockState state() {
    return hold.grant().state();
  }

  /**
   * Checks that the lock is still held, for instance before a step that cannot be undone.
   *
   * @throws LockLostException if the lock is lost or cannot be proven
   */
  public void ensureValid() {
    LockLostException loss = hold.loss();
    if (loss != null) {
      throw loss;
    }
  }

  /**
   * Tells of the loss of the lock, for somebody who has to end what runs under it. A lock that is
   * only in doubt ({@link LockState#SUSPECT}) may be proven again: it is not lost yet, and nobody
   * is told of it here; ask {@link #state()}.
   *
   * @return completes when the lock is lost for good, at once if it is lost already, with what
   *     {@link #ensureValid()} throws from then on; never if the lock is not lost. On a thread of
   *     {@link java.util.concurrent.ForkJoinPool#commonPool}: what follows and blocks should name
   *     an executor of its own
   */
  public CompletionStage<LockLostException> whenLost() {
    return hold.whenLost();
  }

  /**
   * How long the lock has been held.
   *
   * @return the time since the grant
   */
  public Duration heldFor() {
    return Duration.ofNanos(hold.grant().heldNanos());
  }

  /**
   * The fencing token as one number.
   *
   * @return as {@link io.zklocked.HeldLock#fencingToken()}
   */
  public long fencingToken() {
    return fencing().czxid();
  }

  /**
   * The fencing token in full.
   *
   * @return as {@link io.zklocked.HeldLock#fencing()}
   */
  public Fencing fencing() {
    return hold.grant().fencing();
  }

  /**
   * Releases the lock. Does not block, unless releases are verified ({@code verified-release}):
   * then for as long as the ensemble takes to confirm, at most the session timeout. A lock that is
   * to keep others out for longer is held on. Only the first call has an effect.
   *
   * @throws LockLostException if the lock was not valid until now: another process may have been in
   *     the same section
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      LockLostException loss = leave.now();
      if (loss != null) {
        throw loss;
      }
    }
  }

  /** The resource, its state and its token. */
  @Override
  public String toString() {
    return resource() + " [" + state() + ", token " + fencing() + "]";
  }
}
