package io.zklocked.benchmarks;

/** Each way to lock that is compared. */
enum PeerKind {
  ZKLOCKED("zklocked"),
  ZKLOCKED_RETAINED("zklocked, retain=100ms"),
  CURATOR_SHARED("Curator, one shared mutex"),
  CURATOR_OWN("Curator, a mutex a thread"),
  SPRING("Spring Integration"),
  SHEDLOCK("ShedLock (cannot wait: retries)"),
  REDISSON("Redisson RLock"),
  REDISSON_FENCED("Redisson RFencedLock"),
  ONE_WRITE("floor: one ZooKeeper write"),
  LOCAL_FAIR("floor: ReentrantLock, fair"),
  LOCAL_UNFAIR("floor: ReentrantLock"),

  ZKLOCKED_READ("zklocked, read lock"),
  CURATOR_READ_SHARED("Curator, one shared lock"),
  CURATOR_READ_OWN("Curator, a lock a thread"),
  REDISSON_READ("Redisson RReadWriteLock"),
  LOCAL_READ("floor: ReentrantReadWriteLock");

  private final String title;

  PeerKind(String title) {
    this.title = title;
  }

  /** What the tables call it. */
  String title() {
    return title;
  }

  /** What the command line calls it. */
  String id() {
    return Words.id(this);
  }

  /** Whether it locks on Redis. */
  boolean needsRedis() {
    return this == REDISSON || this == REDISSON_FENCED || this == REDISSON_READ;
  }

  /** Whether it is somebody else's distributed lock, not ours and not a floor. */
  boolean isRival() {
    return switch (this) {
      case CURATOR_SHARED, CURATOR_OWN, SPRING, SHEDLOCK, REDISSON, REDISSON_FENCED -> true;
      default -> false;
    };
  }

  /** Connects. Blocks for it. */
  Peer open(Addresses addresses) throws Exception {
    return switch (this) {
      case ZKLOCKED -> ZkLockedPeer.open(addresses);
      case ZKLOCKED_RETAINED -> ZkLockedPeer.openRetaining(addresses);
      case CURATOR_SHARED -> CuratorPeer.open(addresses, true);
      case CURATOR_OWN -> CuratorPeer.open(addresses, false);
      case SPRING -> SpringPeer.open(addresses);
      case SHEDLOCK -> ShedLockPeer.open(addresses);
      case REDISSON -> RedissonPeer.open(addresses, RedissonPeer.Flavour.PLAIN);
      case REDISSON_FENCED -> RedissonPeer.open(addresses, RedissonPeer.Flavour.FENCED);
      case ONE_WRITE -> WritePeer.open(addresses);
      case LOCAL_FAIR -> new LocalPeer(true);
      case LOCAL_UNFAIR -> new LocalPeer(false);
      case ZKLOCKED_READ -> ZkLockedReadPeer.open(addresses);
      case CURATOR_READ_SHARED -> CuratorReadPeer.open(addresses, true);
      case CURATOR_READ_OWN -> CuratorReadPeer.open(addresses, false);
      case REDISSON_READ -> RedissonPeer.open(addresses, RedissonPeer.Flavour.READ);
      case LOCAL_READ -> new LocalReadPeer();
    };
  }
}
