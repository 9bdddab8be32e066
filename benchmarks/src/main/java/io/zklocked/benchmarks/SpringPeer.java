package io.zklocked.benchmarks;

import org.apache.curator.framework.CuratorFramework;
import org.springframework.integration.zookeeper.lock.ZookeeperLockRegistry;

/** Spring Integration's registry of ZooKeeper locks. */
final class SpringPeer implements Peer {

  private final CuratorFramework client;
  private final ZookeeperLockRegistry registry;

  private SpringPeer(CuratorFramework client) {
    this.client = client;
    this.registry = new ZookeeperLockRegistry(client, "/spring");
  }

  static SpringPeer open(Addresses addresses) throws InterruptedException {
    return new SpringPeer(Clients.connect(addresses.zooKeeper()));
  }

  @Override
  public Mutex mutex(String key) {
    return new LockMutex(registry.obtain(key));
  }

  @Override
  public void close() {
    registry.destroy();
    client.close();
  }
}
