package io.zklocked.runtime.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks for circles among orders: calls that can all wait for one another at once. */
final class Circles {

  private Circles() {}

  /**
   * The shortest circle that an order closes: a way from what it wants to what it holds.
   *
   * @param start the order
   * @param under gives the orders in which a lock comes first
   * @param mostSteps so many are tried before a circle is taken not to be there
   * @return the circle, with the order first; empty if there is none
   */
  static List<Witness> closedBy(
      Witness start, Function<String, Collection<Witness>> under, int mostSteps) {
    Deque<Trail> open = new ArrayDeque<>();
    Set<String> reached = new HashSet<>();
    open.add(new Trail(start, null));
    int steps = 0;
    while (!open.isEmpty() && steps <= mostSteps) {
      Trail trail = open.remove();
      String end = trail.last.order().wanted();
      if (end.equals(start.order().held())) {
        return trail.witnesses();
      }
      if (trail.isFree() ? !reached.add(end) : reached.contains(end)) {
        continue;
      }
      for (Witness step : under.apply(end)) {
        if (++steps > mostSteps) {
          break; // what is open already may still be the end
        }
        if (!trail.excludes(step)) {
          open.add(new Trail(step, trail));
        }
      }
    }
    return ended(open, start.order().held());
  }

  private static List<Witness> ended(Deque<Trail> open, String where) {
    for (Trail trail : open) {
      if (trail.last.order().wanted().equals(where)) {
        return trail.witnesses();
      }
    }
    return List.of();
  }

  /** A way through the orders that calls can be on all at once. */
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
      List<Witness> all = new ArrayList<>();
      for (Trail at = this; at != null; at = at.before) {
        all.add(at.last);
      }
      Collections.reverse(all);
      return List.copyOf(all);
    }
  }
}
