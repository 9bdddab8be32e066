package io.zklocked.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;

/** Curator's read lock: one for all threads of a process, or one for each. */
final class CuratorReadPeer implements Peer {

  private final CuratorFramework client;
  private final boolean shared;
  private final Map<String, InterProcessReadWriteLock> locks = new ConcurrentHashMap<>();

  private CuratorReadPeer(CuratorFramework client, boolean shared) {
    this.client = client;
    this.shared = shared;
  }

  static CuratorReadPeer open(Addresses addresses, boolean shared) throws InterruptedException {
    return new CuratorReadPeer(Clients.connect(addresses.zooKeeper()), shared);
  }

  @Override
  public Mutex mutex(String key) {
    String path = "/curator-rw/" + key;
    InterProcessReadWriteLock lock =
        shared
            ? locks.computeIfAbsent(path, same -> new InterProcessReadWriteLock(client, same))
            : new InterProcessReadWriteLock(client, path);
    return new CuratorMutex(lock.readLock());
  }

  @Override
  public void close() {
    client.close();
  }
}
