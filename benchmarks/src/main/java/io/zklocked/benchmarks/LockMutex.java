package io.zklocked.benchmarks;

import java.util.concurrent.locks.Lock;

/**
 * A lock of the JDK's kind.
 *
 * @param lock it
 */
record LockMutex(Lock lock) implements Mutex {

  @Override
  @SuppressWarnings("LockNotBeforeTry") // whoever acquires releases by the other method
  public void acquire() {
    lock.lock();
  }

  @Override
  public void release() {
    lock.unlock();
  }
}
