package io.zklocked.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.metrics.MicrometerMeters;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Our own locks, with meters. */
final class ZkLockedPeer implements Peer {

  private static final LockRequest PATIENT = LockRequest.DEFAULT.withoutLimit();

  private final ZkLocks locks;

  private ZkLockedPeer(ZkLocks locks) {
    this.locks = locks;
  }

  static ZkLockedPeer open(Addresses addresses) {
    return start(addresses, "");
  }

  /** Keeps a lock for a short time after its release. */
  static ZkLockedPeer openRetaining(Addresses addresses) {
    return start(addresses, ",retain=100ms");
  }

  private static ZkLockedPeer start(Addresses addresses, String more) {
    ZkLocksConfig config =
        ZkLocksConfig.load(
            "connect=" + addresses.zooKeeper() + ",shutdown-grace=1s,acl=world" + more);
    return new ZkLockedPeer(ZkLocks.start(config, new MicrometerMeters(new SimpleMeterRegistry())));
  }

  @Override
  public Mutex mutex(String key) {
    return new ByHand(locks, key);
  }

  /** The lock as the JDK knows locks: the cheapest way, since its key is rendered once. */
  Lock lock(String key) {
    return locks.lock(key);
  }

  /** Its read lock. */
  Lock readLock(String key) {
    return locks.readWriteLock(key).readLock();
  }

  /** Acquires, for a hold that somebody else than a {@link Mutex} closes. */
  Hold hold(String key) {
    return locks.acquire(key, PATIENT);
  }

  @Override
  public void close() {
    locks.close();
  }

  private static final class ByHand implements Mutex {
    private final ZkLocks locks;
    private final String key;
    private @Nullable Hold hold;

    ByHand(ZkLocks locks, String key) {
      this.locks = locks;
      this.key = key;
    }

    @Override
    public void acquire() {
      hold = locks.acquire(key, PATIENT);
    }

    @Override
    public void release() {
      Objects.requireNonNull(hold).close();
      hold = null;
    }
  }
}
