package io.zklocked.benchmarks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/** Curator's mutex: one for all threads of a process, or one for each. */
final class CuratorPeer implements Peer {

  private final CuratorFramework client;
  private final boolean shared;
  private final Map<String, InterProcessMutex> mutexes = new ConcurrentHashMap<>();

  private CuratorPeer(CuratorFramework client, boolean shared) {
    this.client = client;
    this.shared = shared;
  }

  static CuratorPeer open(Addresses addresses, boolean shared) throws InterruptedException {
    return new CuratorPeer(Clients.connect(addresses.zooKeeper()), shared);
  }

  @Override
  public Mutex mutex(String key) {
    String path = "/curator/" + key;
    return new CuratorMutex(
        shared
            ? mutexes.computeIfAbsent(path, same -> new InterProcessMutex(client, same))
            : new InterProcessMutex(client, path));
  }

  @Override
  public void close() {
    client.close();
  }
}
