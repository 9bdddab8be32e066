package io.zklocked.benchmarks;

/** Our own read lock, with meters. */
final class ZkLockedReadPeer implements Peer {

  private final ZkLockedPeer locks;

  private ZkLockedReadPeer(ZkLockedPeer locks) {
    this.locks = locks;
  }

  static ZkLockedReadPeer open(Addresses addresses) {
    return new ZkLockedReadPeer(ZkLockedPeer.open(addresses));
  }

  @Override
  public Mutex mutex(String key) {
    return new LockMutex(locks.readLock("rw-" + key));
  }

  @Override
  public void close() {
    locks.close();
  }
}
