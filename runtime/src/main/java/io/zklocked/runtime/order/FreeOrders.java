package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import org.jspecify.annotations.Nullable;

/**
 * The orders of templates of which nothing new can be seen, whatever else is held: a cache, so that
 * calls that have been made before cost little and no memory. Thread-safe without a lock: its
 * entries are immutable, and a race loses one.
 */
final class FreeOrders {

  private static final int PLACES = 256;

  private final @Nullable Order[] orders = new @Nullable Order[PLACES];

  boolean has(Request held, Request wanted) {
    Order known = orders[place(held.label(), wanted.label())];
    return known != null
        && known.wanted().equals(wanted.label())
        && known.held().equals(held.label());
  }

  /** Both must be locks whose label alone says of which kind they are. */
  void add(Request held, Request wanted) {
    orders[place(held.label(), wanted.label())] = new Order(held.label(), wanted.label());
  }

  private static int place(String held, String wanted) {
    int hash = 31 * held.hashCode() + wanted.hashCode();
    return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (PLACES - 1);
  }
}
