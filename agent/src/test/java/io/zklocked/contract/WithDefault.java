package io.zklocked.contract;

import io.zklocked.HeldLock;
import io.zklocked.ZkLocked;

/** An interface with a locked default method. */
public interface WithDefault {

  /** Runs under a lock. */
  @ZkLocked("contract/{key}")
  default String inDefaultMethod(String key) {
    return HeldLock.current().resource();
  }
}
