package io.zklocked.runtime;

import io.zklocked.LockBusyException;
import io.zklocked.LockInterruptedException;
import io.zklocked.LockLostException;
import io.zklocked.LockMode;
import io.zklocked.runtime.call.OpenHold;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.syntax.WaitTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock of ZooKeeper as the JDK knows locks. Immutable: what a thread holds, the thread knows. */
final class LockView implements Lock {

  private final ZkLocks locks;
  private final LockKey key;
  private final LockRequest request;

  LockView(ZkLocks locks, LockKey key, LockMode mode) {
    this.locks = locks;
    this.key = key;
    this.request = LockRequest.DEFAULT.withMode(mode);
  }

  @Override
  public void lock() {
    acquire(WaitTime.FOREVER, false);
  }

  @Override
  public void lockInterruptibly() throws InterruptedException {
    interruptibly(WaitTime.FOREVER);
  }

  @Override
  public boolean tryLock() {
    try {
      acquire(WaitTime.ONCE, false);
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
      acquire(wait, true);
    } catch (LockInterruptedException e) {
      Thread.interrupted(); // the exception that this interface asks for stands for the flag
      InterruptedException interrupted = new InterruptedException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private void acquire(WaitTime wait, boolean interruptible) {
    locks.acquire(key, request, wait, interruptible).locked();
  }

  @Override
  public void unlock() {
    OpenHold held = locks.held(key, request.mode());
    if (held == null || !held.unlocks()) {
      throw new IllegalMonitorStateException(
          "this thread has not locked lock '" + key.resource() + "' by lock()");
    }
    LockLostException loss = held.leave();
    if (loss != null) {
      throw loss;
    }
  }

  @Override
  public Condition newCondition() {
    throw new UnsupportedOperationException("a lock of ZooKeeper has no conditions");
  }
}
