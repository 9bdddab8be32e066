package io.zklocked.hosts.boot;

import io.zklocked.hosts.app.Orders;
import io.zklocked.hosts.app.Proof;
import io.zklocked.hosts.stock.Shelf;
import io.zklocked.hosts.stock.Stock;
import java.io.IOException;

/** The shop, with its stock in a library. */
public final class Shop {

  private Shop() {}

  /**
   * Prints whether its methods are locked; before that, holds one for others to see.
   *
   * @param arguments none, or one to wait for the end of a line while it holds
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      System.out.println(new Orders().ship(1, () -> "then " + wait("inside")));
    }
    System.out.println("loader " + Shop.class.getClassLoader().getClass().getName());
    System.out.println("orders " + Proof.of(new Orders()::ship));
    System.out.println("stock " + Proof.of(Stock::take));
    System.out.println("shelves " + Proof.of(Shelf::count));
  }

  private static int wait(String said) throws IOException {
    System.out.println(said);
    return System.in.read();
  }
}
