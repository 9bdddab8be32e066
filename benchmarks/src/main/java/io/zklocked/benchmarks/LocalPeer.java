package io.zklocked.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The JDK's lock within one JVM. */
final class LocalPeer implements Peer {

  private final boolean fair;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  LocalPeer(boolean fair) {
    this.fair = fair;
  }

  @Override
  public Mutex mutex(String key) {
    return new LockMutex(locks.computeIfAbsent(key, same -> new ReentrantLock(fair)));
  }

  @Override
  public void close() {}
}
