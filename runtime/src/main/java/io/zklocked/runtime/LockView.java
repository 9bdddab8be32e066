package io.zklocked.runtime;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.runtime.call.Acquirer;
import io.zklocked.runtime.call.OpenHold;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.syntax.WaitTime;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock of ZooKeeper as the JDK knows locks. Thread-safe: what a thread holds, the thread knows.
 *
 * <p>Where locks are kept between calls, the hold of the last call is kept as well, so that a call
 * that finds it leaves no garbage. Nobody else knows that hold, or it is not kept.
 */
final class LockView implements Lock {

  private final ZkLocks locks;
  private final LockKey key;
  private final LockRequest request;
  private final Acquirer.Wish patient;
  private final boolean isKept;

  /** Weak, since a hold knows its thread, which may end long before this view. */
  private final AtomicReference<@Nullable WeakReference<OpenHold>> spare = new AtomicReference<>();

  LockView(ZkLocks locks, LockKey key, LockMode mode) {
    this.locks = locks;
    this.key = key;
    this.request = LockRequest.DEFAULT.withMode(mode);
    this.isKept = locks.retains();
    this.patient = wish(WaitTime.FOREVER, false);
  }

  private Acquirer.Wish wish(WaitTime wait, boolean interruptible) {
    return locks.wish(key, request, wait, interruptible);
  }

  @Override
  public void lock() {
    acquire(patient);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    interruptibly(WaitTime.FOREVER);
  }

  @Override
  public boolean tryLock() {
    try {
      acquire(wish(WaitTime.ONCE, false));
      return true;
    } catch (LockBusyException e) {
      return false;
    }
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
    try {
      interruptibly(new WaitTime(Math.max(0, unit.toNanos(time))));
      return true;
    } catch (LockBusyException e) {
      return false;
    }
  }

  private void interruptibly(WaitTime wait) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      acquire(wish(wait, true));
    } catch (LockInterruptedException e) {
      Thread.interrupted(); // the exception that this interface asks for stands for the flag
      InterruptedException interrupted = new InterruptedException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private void acquire(Acquirer.Wish wish) {
    OpenHold hold = locks.acquirer().reenter(wish);
    if (hold == null) {
      OpenHold last = takeSpare();
      Acquirer acquirer = locks.acquirer();
      hold = last != null && acquirer.reopen(last, wish) ? last : acquirer.acquire(wish);
    }
    hold.locked();
  }

  private @Nullable OpenHold takeSpare() {
    WeakReference<OpenHold> kept = spare.get() == null ? null : spare.getAndSet(null);
    return kept == null ? null : kept.get();
  }

  @Override
  public void unlock() {
    OpenHold held = locks.acquirer().find(key, request.mode());
    if (held == null || !held.unlocks()) {
      throw new IllegalMonitorStateException(
          "this thread has not locked lock '" + key.resource() + "' by lock()");
    }
    LockLostException loss = held.leave();
    if (loss != null) {
      throw loss;
    }
    if (isKept && held.isSpare()) {
      spare.set(held.weakly());
    }
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("a lock of ZooKeeper has no conditions");
  }
}
