package io.zklocked.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The JDK's read lock within one JVM. */
final class LocalReadPeer implements Peer {

  private final Map<String, ReentrantReadWriteLock> locks = new ConcurrentHashMap<>();

  @Override
  public Mutex mutex(String key) {
    return new LockMutex(
        locks.computeIfAbsent(key, same -> new ReentrantReadWriteLock(true)).readLock());
  }

  @Override
  public void close() {}
}
