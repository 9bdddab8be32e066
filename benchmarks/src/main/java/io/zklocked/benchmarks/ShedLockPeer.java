package io.zklocked.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.zookeeper.curator.ZookeeperCuratorLockProvider;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;

/** ShedLock's provider for ZooKeeper. It has no wait of its own, so whoever is refused retries. */
final class ShedLockPeer implements Peer {

  private static final long RETRY_NANOS = 1_000_000L;
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private final CuratorFramework client;
  private final LockProvider provider;

  private ShedLockPeer(CuratorFramework client) {
    this.client = client;
    this.provider = new ZookeeperCuratorLockProvider(client, "/shedlock");
  }

  static ShedLockPeer open(Addresses addresses) throws InterruptedException {
    return new ShedLockPeer(Clients.connect(addresses.zooKeeper()));
  }

  @Override
  public Mutex mutex(String key) {
    return new Retried(provider, key);
  }

  @Override
  public void close() {
    client.close();
  }

  private static final class Retried implements Mutex {
    private final LockProvider provider;
    private final String key;
    private @Nullable SimpleLock lock;

    Retried(LockProvider provider, String key) {
      this.provider = provider;
      this.key = key;
    }

    @Override
    public void acquire() {
      Optional<SimpleLock> had = attempt();
      while (had.isEmpty()) {
        LockSupport.parkNanos(RETRY_NANOS);
        had = attempt();
      }
      lock = had.get();
    }

    private Optional<SimpleLock> attempt() {
      return provider.lock(new LockConfiguration(Instant.now(), key, AT_MOST, Duration.ZERO));
    }

    @Override
    public void release() {
      Objects.requireNonNull(lock).unlock();
      lock = null;
    }
  }
}
