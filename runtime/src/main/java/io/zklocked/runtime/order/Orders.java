package io.zklocked.runtime.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders that were seen among some locks. Bounded; thread-safe. */
interface Orders {

  /** The gates under which an order was always taken; null if it is new. */
  @Nullable Gates known(String held, String wanted);

  /** Looks at an order as {@link #note} does, and notes nothing. */
  Noted look(Witness witness);

  /**
   * Notes an order.
   *
   * @param witness who takes it
   * @param refuses whether it is not noted if it closes a circle
   * @return what is known of it now, and the circle that it closes
   */
  Noted note(Witness witness, boolean refuses);

  /** Forgets an order, as if nobody had taken it. */
  void forget(Order order);

  /**
   * What came of noting an order. Immutable.
   *
   * @param witness all that is known of the order
   * @param circle the circle that it closes, with this order first; empty if it closes none
   */
  record Noted(Witness witness, List<Witness> circle) {}
}
