package io.zklocked.runtime.order;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The orders of single keys, as a graph in which circles are found; of orders beyond the most,
 * those go that were not taken for long. Thread-safe: what is known is read without a lock; the
 * lock guards the graph while an order is new, and nothing is called under it.
 *
 * <p>No circle has one direction only, by the names of its keys. So a program that takes its keys
 * sorted has nothing looked for, however many there are.
 */
final class KeyOrders implements Orders {

  /** A new order is seen in each call of a program with many keys. */
  private static final int MOST_STEPS = 500;

  private static final int PLACES = 1_024;

  private final int mostPairs;

  /** Those that were taken last, in places by their names; a race loses one. */
  private final @Nullable Seen[] recent = new @Nullable Seen[PLACES];

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Order, Seen> seen = new ConcurrentHashMap<>();

  @GuardedBy("lock")
  private final Map<String, Map<String, Witness>> graph = new HashMap<>();

  /** Those that were noted first come first, but for those that got a second chance. */
  @GuardedBy("lock")
  private final Deque<Seen> byAge = new ArrayDeque<>();

  @GuardedBy("lock")
  private int ascending;

  @GuardedBy("lock")
  private int descending;

  /**
   * Knows no orders yet.
   *
   * @param mostPairs how many pairs of keys are remembered
   */
  KeyOrders(int mostPairs) {
    this.mostPairs = mostPairs;
  }

  @Override
  public @Nullable Gates known(String held, String wanted) {
    int place = place(held, wanted);
    Seen known = recent[place];
    if (known == null || !known.is(held, wanted)) {
      known = seen.get(new Order(held, wanted));
      if (known == null) {
        return null;
      }
      recent[place] = known;
    }
    if (!known.isUsed) {
      known.isUsed = true;
    }
    return known.witness.gates();
  }

  private static int place(String held, String wanted) {
    int hash = 31 * held.hashCode() + wanted.hashCode();
    return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (PLACES - 1);
  }

  @Override
  public Noted look(Witness witness) {
    lock.lock();
    try {
      Witness now = now(seen.get(witness.order()), witness);
      return new Noted(now, circle(now));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Noted note(Witness witness, boolean refuses) {
    lock.lock();
    try {
      Seen known = seen.get(witness.order());
      Witness now = now(known, witness);
      List<Witness> circle = circle(now);
      if (circle.isEmpty() || !refuses) {
        put(known, now);
      }
      return new Noted(now, circle);
    } finally {
      lock.unlock();
    }
  }

  private static Witness now(@Nullable Seen known, Witness witness) {
    return known == null ? witness : known.witness.and(witness);
  }

  @GuardedBy("lock")
  private List<Witness> circle(Witness now) {
    boolean isPossible = isAscending(now.order()) ? descending > 0 : ascending > 0;
    Map<String, Map<String, Witness>> orders = graph;
    return isPossible
        ? Circles.closedBy(now, held -> orders.getOrDefault(held, Map.of()).values(), MOST_STEPS)
        : List.of();
  }

  @GuardedBy("lock")
  private void put(@Nullable Seen known, Witness now) {
    Order order = now.order();
    graph.computeIfAbsent(order.held(), key -> new HashMap<>(2)).put(order.wanted(), now);
    if (known != null) {
      known.witness = now;
      return;
    }
    count(order, 1);
    Seen added = new Seen(now);
    seen.put(order, added);
    byAge.add(added);
    while (seen.size() > mostPairs) {
      Seen eldest = byAge.remove();
      if (eldest.isUsed) {
        eldest.isUsed = false;
        byAge.add(eldest);
      } else {
        remove(eldest);
      }
    }
  }

  @GuardedBy("lock")
  private void remove(Seen gone) {
    Order order = gone.witness.order();
    gone.isGone = true;
    seen.remove(order);
    Map<String, Witness> wanted = graph.get(order.held());
    if (wanted != null) {
      wanted.remove(order.wanted());
      if (wanted.isEmpty()) {
        graph.remove(order.held());
      }
    }
    count(order, -1);
  }

  @GuardedBy("lock")
  private void count(Order order, int change) {
    if (isAscending(order)) {
      ascending += change;
    } else {
      descending += change;
    }
  }

  private static boolean isAscending(Order order) {
    return order.held().compareTo(order.wanted()) < 0;
  }

  @Override
  public void forget(Order order) {
    lock.lock();
    try {
      Seen known = seen.get(order);
      if (known != null) {
        byAge.remove(known);
        remove(known);
      }
    } finally {
      lock.unlock();
    }
  }

  int size() {
    return seen.size();
  }

  /** One order. The lock guards writes of its witness. */
  private static final class Seen {

    volatile Witness witness;

    /** Whether it was taken again since it was noted, or since it got a second chance. */
    volatile boolean isUsed;

    volatile boolean isGone;

    Seen(Witness witness) {
      this.witness = witness;
    }

    boolean is(String held, String wanted) {
      Order order = witness.order();
      return order.held().equals(held) && order.wanted().equals(wanted) && !isGone;
    }
  }
}
