package io.zklocked.hosts.app;

import io.zklocked.ZkLocked;
import java.util.concurrent.Callable;

/** The orders of a shop. */
public class Orders {

  /** For applications that make one. */
  public Orders() {}

  /**
   * Ships an order, one at a time.
   *
   * @param id which
   * @param body the work
   * @return what that gives
   * @throws Exception what that throws
   */
  @ZkLocked(value = "orders/{id}", waitTime = "0")
  public String ship(long id, Callable<String> body) throws Exception {
    return body.call();
  }
}
