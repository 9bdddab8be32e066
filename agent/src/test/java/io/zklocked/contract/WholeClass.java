package io.zklocked.contract;

import io.zklocked.HeldLock;
import io.zklocked.ZkLocked;

/** A class with a lock for its public methods. */
@ZkLocked("contract/{0}")
public class WholeClass {

  public String open(String key) {
    return HeldLock.current().resource();
  }

  @ZkLocked("contract/own-{key}")
  public String withItsOwn(String key) {
    return HeldLock.current().resource();
  }

  String hidden(String key) {
    return open(key) + ", and then " + isLocked();
  }

  private static boolean isLocked() {
    try {
      return HeldLock.current() != null;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
