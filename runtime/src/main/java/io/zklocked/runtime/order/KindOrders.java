package io.zklocked.runtime.order;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The orders of kinds of locks, as a graph in which a circle of any length is found. When it is
 * full, new orders are not looked at any more. Thread-safe: what is known is read without a lock;
 * the lock guards the graph while an order is new, and nothing is called under it.
 */
final class KindOrders implements Orders {

  private static final int MOST_STEPS = 10_000;
  private static final int MOST_ORDERS_PER_KIND = 10;

  private final int mostKinds;
  private final ReentrantLock lock = new ReentrantLock();

  /** By what is held, then by what is wanted; written under the lock. */
  private final Map<String, Map<String, Witness>> seen = new ConcurrentHashMap<>();

  @GuardedBy("lock")
  private final Set<String> kinds = new HashSet<>();

  @GuardedBy("lock")
  private int size;

  private volatile boolean isFull;

  /**
   * Knows no orders yet.
   *
   * @param mostKinds how many kinds are remembered, and ten times as many orders
   */
  KindOrders(int mostKinds) {
    this.mostKinds = mostKinds;
  }

  @Override
  public @Nullable Gates known(String held, String wanted) {
    Map<String, Witness> under = seen.get(held);
    Witness known = under == null ? null : under.get(wanted);
    if (known == null) {
      return isFull ? Gates.NONE : null; // so that nobody looks
    }
    return known.gates();
  }

  @Override
  public Noted look(Witness witness) {
    lock.lock();
    try {
      Witness now = and(known(witness.order()), witness);
      return new Noted(now, Circles.closedBy(now, this::under, MOST_STEPS));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Noted note(Witness witness, boolean refuses) {
    lock.lock();
    try {
      Witness known = known(witness.order());
      Witness now = and(known, witness);
      List<Witness> circle = Circles.closedBy(now, this::under, MOST_STEPS);
      if ((circle.isEmpty() || !refuses) && (known != null || hasRoom(now.order()))) {
        seen.computeIfAbsent(now.order().held(), kind -> new ConcurrentHashMap<>())
            .put(now.order().wanted(), now);
      }
      return new Noted(now, circle);
    } finally {
      lock.unlock();
    }
  }

  private static Witness and(@Nullable Witness known, Witness witness) {
    return known == null ? witness : known.and(witness);
  }

  @Override
  public void forget(Order order) {
    lock.lock();
    try {
      Map<String, Witness> under = seen.get(order.held());
      if (under != null && under.remove(order.wanted()) != null) {
        size--;
      }
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  private Collection<Witness> under(String held) {
    return seen.getOrDefault(held, Map.of()).values();
  }

  private @Nullable Witness known(Order order) {
    return seen.getOrDefault(order.held(), Map.of()).get(order.wanted());
  }

  /** Makes room for a new order, if there is any; its witness is to be put next. */
  @GuardedBy("lock")
  private boolean hasRoom(Order order) {
    if (isFull) {
      return false;
    }
    kinds.add(order.held());
    kinds.add(order.wanted());
    size++;
    isFull = kinds.size() >= mostKinds || size > mostKinds * MOST_ORDERS_PER_KIND;
    return true;
  }
}
