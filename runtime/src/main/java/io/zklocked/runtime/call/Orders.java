package io.zklocked.runtime.call;

import java.util.List;

/** The orders that were seen among some locks. Bounded; thread-safe. */
interface Orders {

  /** Whether it would be nothing new that an order is taken under these gates. */
  boolean knows(Order order, Gates gates);

  /**
   * Notes an order.
   *
   * @param witness who takes it
   * @param refuses whether it is not noted if it closes a circle
   * @return the circle that it closes, with this order first; empty if it closes none
   */
  List<Witness> note(Witness witness, boolean refuses);
}
