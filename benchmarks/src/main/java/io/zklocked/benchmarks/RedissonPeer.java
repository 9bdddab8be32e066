package io.zklocked.benchmarks;

import java.util.Objects;
import org.redisson.Redisson;
import org.redisson.api.RFencedLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's locks, as its defaults have them. */
final class RedissonPeer implements Peer {

  /** Which of its locks. */
  enum Flavour {
    PLAIN,
    FENCED,
    READ
  }

  private final RedissonClient client;
  private final Flavour flavour;

  private RedissonPeer(RedissonClient client, Flavour flavour) {
    this.client = client;
    this.flavour = flavour;
  }

  static RedissonPeer open(Addresses addresses, Flavour flavour) {
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress("redis://" + Objects.requireNonNull(addresses.redis(), "redis"));
    return new RedissonPeer(Redisson.create(config), flavour);
  }

  @Override
  public Mutex mutex(String key) {
    return switch (flavour) {
      case PLAIN -> new LockMutex(client.getLock(key));
      case FENCED -> new Fenced(client.getFencedLock("fenced-" + key));
      case READ -> new LockMutex(client.getReadWriteLock("rw-" + key).readLock());
    };
  }

  @Override
  public void close() {
    client.shutdown();
  }

  private record Fenced(RFencedLock lock) implements Mutex {
    @Override
    public void acquire() {
      lock.lockAndGetToken();
    }

    @Override
    public void release() {
      lock.unlock();
    }
  }
}
