package io.zklocked.runtime.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The orders of single keys, two by two; those that were not taken for longest are forgotten.
 * Thread-safe: the pairs are spread over stripes, each with a lock that is held for a look into its
 * map.
 */
final class KeyOrders implements Orders {

  private static final int STRIPES = 16;

  private final Stripe[] stripes = new Stripe[STRIPES];

  /**
   * Knows no orders yet.
   *
   * @param mostPairs about how many pairs of keys are remembered
   */
  KeyOrders(int mostPairs) {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe(Math.max(1, mostPairs / STRIPES));
    }
  }

  @Override
  public boolean knows(Order order, Gates gates) {
    return stripe(order).knows(order, gates);
  }

  @Override
  public List<Witness> note(Witness witness, boolean refuses) {
    return stripe(witness.order()).note(witness, refuses);
  }

  int size() {
    int size = 0;
    for (Stripe stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }

  /** Both directions of a pair are in one stripe. */
  private Stripe stripe(Order order) {
    int hash = order.held().hashCode() + order.wanted().hashCode();
    hash *= 0x9E3779B9; // hashes of keys that are counted up differ in their last bits alone
    return stripes[hash >>> 28];
  }

  /** A share of the pairs. The lock guards the map, and nothing is called under it. */
  private static final class Stripe {

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Order, Witness> seen;

    Stripe(int mostPairs) {
      seen =
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Order, Witness> eldest) {
              return size() > mostPairs;
            }
          };
    }

    boolean knows(Order order, Gates gates) {
      lock.lock();
      try {
        Witness known = seen.get(order);
        return known != null && known.gates().areWithin(gates);
      } finally {
        lock.unlock();
      }
    }

    List<Witness> note(Witness witness, boolean refuses) {
      lock.lock();
      try {
        @Nullable Witness known = seen.get(witness.order());
        Witness now = known == null ? witness : known.and(witness);
        Witness opposite = seen.get(witness.order().reversed());
        boolean isCircle = opposite != null && !opposite.gates().exclude(now.gates());
        if (!isCircle || !refuses) {
          seen.put(now.order(), now);
        }
        return isCircle && opposite != null ? List.of(now, opposite) : List.of();
      } finally {
        lock.unlock();
      }
    }

    int size() {
      lock.lock();
      try {
        return seen.size();
      } finally {
        lock.unlock();
      }
    }
  }
}
