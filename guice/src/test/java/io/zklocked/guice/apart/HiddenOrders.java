package io.zklocked.guice.apart;

import io.zklocked.HeldLock;
import io.zklocked.ZkLocked;

class HiddenOrders {
  @ZkLocked("apart/{0}")
  public String ship(long id) {
    return HeldLock.current().resource();
  }
}
