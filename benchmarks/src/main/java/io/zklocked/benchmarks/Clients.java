package io.zklocked.benchmarks;

import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;

/** Curator clients, all made alike. */
final class Clients {

  private static final int SESSION_MILLIS = 16_000; // as ours
  private static final int CONNECT_MILLIS = 5_000;

  private Clients() {}

  /** A connected client. Blocks until it is. */
  static CuratorFramework connect(String address) throws InterruptedException {
    CuratorFramework client =
        CuratorFrameworkFactory.newClient(
            address, SESSION_MILLIS, CONNECT_MILLIS, new ExponentialBackoffRetry(100, 5));
    client.start();
    if (!client.blockUntilConnected(60, TimeUnit.SECONDS)) {
      client.close();
      throw new BenchmarkException("no ZooKeeper server answered at " + address + " in 60 s");
    }
    return client;
  }
}
