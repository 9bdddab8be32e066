package io.zklocked.runtime.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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

  /** So many ways are tried before a circle is taken not to be there. */
  private static final int MOST_TRAILS = 10_000;

  private static final int MOST_ORDERS_PER_KIND = 10;

  private final int mostKinds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Order, Witness> seen = new ConcurrentHashMap<>();

  @GuardedBy("lock")
  private final Map<String, List<String>> wantedUnder = new HashMap<>();

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
  public boolean knows(Order order, Gates gates) {
    Witness known = seen.get(order);
    return known == null ? isFull : known.gates().areWithin(gates);
  }

  @Override
  public List<Witness> note(Witness witness, boolean refuses) {
    lock.lock();
    try {
      Witness known = seen.get(witness.order());
      Witness now = known == null ? witness : known.and(witness);
      List<Witness> circle = circle(now);
      if ((circle.isEmpty() || !refuses) && (known != null || hasRoom(now.order()))) {
        seen.put(now.order(), now);
      }
      return circle;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    return seen.size();
  }

  /** Makes room for a new order, if there is any; its witness is to be put next. */
  @GuardedBy("lock")
  private boolean hasRoom(Order order) {
    if (isFull) {
      return false;
    }
    wantedUnder.computeIfAbsent(order.wanted(), kind -> new ArrayList<>());
    wantedUnder.computeIfAbsent(order.held(), kind -> new ArrayList<>()).add(order.wanted());
    isFull = wantedUnder.size() >= mostKinds || seen.size() >= mostKinds * MOST_ORDERS_PER_KIND;
    return true;
  }

  /** The shortest circle that the order closes: a way from what it wants to what it holds. */
  @GuardedBy("lock")
  private List<Witness> circle(Witness start) {
    Deque<Trail> open = new ArrayDeque<>();
    Set<String> reached = new HashSet<>();
    open.add(new Trail(start, null));
    for (int i = 0; i < MOST_TRAILS && !open.isEmpty(); i++) {
      Trail trail = open.remove();
      String end = trail.last.order().wanted();
      if (end.equals(start.order().held())) {
        return trail.witnesses();
      }
      if (trail.isFree() ? !reached.add(end) : reached.contains(end)) {
        continue;
      }
      for (String next : wantedUnder.getOrDefault(end, List.of())) {
        Witness step = seen.get(new Order(end, next));
        if (step != null && !trail.excludes(step) && open.size() < MOST_TRAILS) {
          open.add(new Trail(step, trail));
        }
      }
    }
    return List.of();
  }

  /** A way through the graph that calls can be on all at once. */
  private static final class Trail {

    final Witness last;
    final @Nullable Trail before;

    Trail(Witness last, @Nullable Trail before) {
      this.last = last;
      this.before = before;
    }

    /** Whether no gate stands anywhere on it, so that it leads on to whatever others lead to. */
    boolean isFree() {
      for (Trail at = this; at != null; at = at.before) {
        if (!at.last.gates().all().isEmpty()) {
          return false;
        }
      }
      return true;
    }

    /** Whether the step cannot be part of it: a gate excludes it, or it has been there. */
    boolean excludes(Witness step) {
      for (Trail at = this; at != null; at = at.before) {
        if (at.last.gates().exclude(step.gates())
            || at.last.order().wanted().equals(step.order().wanted())) {
          return true;
        }
      }
      return false;
    }

    List<Witness> witnesses() {
      Deque<Witness> all = new ArrayDeque<>();
      for (Trail at = this; at != null; at = at.before) {
        all.addFirst(at.last);
      }
      return List.copyOf(all);
    }
  }
}
