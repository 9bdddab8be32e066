package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has a permit of a semaphore or waits for one, as one listing of its nodes shows it.
 * Immutable.
 *
 * @param hasOwn whether the listing shows the node that it was asked for
 * @param others the names of all other nodes of permits
 */
record Leases(boolean hasOwn, List<String> others) {

  static Leases of(String own, List<String> children) {
    boolean hasOwn = false;
    List<String> others = new ArrayList<>();
    for (String child : children) {
      if (child.equals(own)) {
        hasOwn = true;
      } else if (isLease(child)) {
        others.add(child);
      }
    }
    return new Leases(hasOwn, others);
  }

  static int count(List<String> children) {
    int count = 0;
    for (String child : children) {
      if (isLease(child)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isLease(String name) {
    ContenderName parsed = ContenderName.parse(name);
    return parsed != null && parsed.kind() == Kind.LEASE;
  }

  /** How many permits are given or asked for. */
  int count() {
    return others.size() + (hasOwn ? 1 : 0);
  }

  /** The one of the others that came first, or null if there are none. */
  @Nullable String oldest() {
    return extreme(-1);
  }

  /** The one of the others that came last, or null if there are none. */
  @Nullable String newest() {
    return extreme(1);
  }

  private @Nullable String extreme(int sign) {
    String found = null;
    for (String other : others) {
      if (found == null || sign * Long.compare(sequence(other), sequence(found)) > 0) {
        found = other;
      }
    }
    return found;
  }

  private static long sequence(String name) {
    ContenderName parsed = ContenderName.parse(name);
    return parsed == null ? 0 : parsed.sequence();
  }
}
