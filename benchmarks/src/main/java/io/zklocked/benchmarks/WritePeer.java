package io.zklocked.benchmarks;

import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;

/** No lock at all: one write, waited for. What a lock on ZooKeeper costs at least. */
final class WritePeer implements Peer {

  private static final byte[] CONTENT = new byte[200]; // as large as an owner record

  private final CuratorFramework client;

  private WritePeer(CuratorFramework client) {
    this.client = client;
  }

  static WritePeer open(Addresses addresses) throws Exception {
    return new WritePeer(Clients.connect(addresses.zooKeeper()));
  }

  @Override
  public Mutex mutex(String key) {
    String path = "/writes/" + key;
    try {
      client.create().orSetData().creatingParentsIfNeeded().forPath(path);
      return new OneWrite(client.getZookeeperClient().getZooKeeper(), path);
    } catch (Exception e) { // Curator declares no less
      throw new BenchmarkException("cannot write to " + path, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private record OneWrite(ZooKeeper handle, String path) implements Mutex {
    @Override
    public void acquire() throws Exception {
      handle.setData(path, CONTENT, -1);
    }

    @Override
    public void release() {}
  }
}
