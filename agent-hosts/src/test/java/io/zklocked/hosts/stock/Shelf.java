package io.zklocked.hosts.stock;

import java.util.concurrent.Callable;

/** A shelf of the stock. */
public final class Shelf {

  private Shelf() {}

  /**
   * Counts what is there, one at a time.
   *
   * @param shelf which
   * @param body the work
   * @return what that gives
   * @throws Exception what that throws
   */
  @Inventory
  public static String count(long shelf, Callable<String> body) throws Exception {
    return body.call();
  }
}
