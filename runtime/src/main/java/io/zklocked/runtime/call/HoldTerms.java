package io.zklocked.runtime.call;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.call.OverdueWatch.Watched;
import io.zklocked.syntax.FiniteTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is agreed for the locks of one method while its calls hold them. Immutable. */
final class HoldTerms {

  private final String method;
  private final String label;
  private final long warnNanos;
  private final long atLeastNanos;
  private final OverdueWatch overdue;
  private final MinimumHolds minimum;

  HoldTerms(String method, List<LockAttributes> locks, OverdueWatch overdue, MinimumHolds minimum) {
    this.method = method;
    this.label = locks.get(0).template();
    this.warnNanos = nanos("warnAfter", locks, LockAttributes::warnAfter);
    this.atLeastNanos = nanos("lockAtLeastFor", locks, LockAttributes::lockAtLeastFor);
    this.overdue = overdue;
    this.minimum = minimum;
  }

  private static long nanos(
      String attribute, List<LockAttributes> locks, Function<LockAttributes, String> time) {
    String given = LockAttributes.together(locks, time);
    return given.isEmpty() ? 0 : FiniteTime.nanos(attribute, given);
  }

  /** Watches a call that has its locks; null if nobody wants to know how long it takes. */
  @Nullable Watched watch(String resource) {
    return warnNanos == 0 ? null : overdue.watch(label, resource, method, warnNanos);
  }

  /** For how long what is held has to be held on, if its call ended now. */
  long heldOnNanos(Held held) {
    return atLeastNanos == 0 ? 0 : Math.max(0, atLeastNanos - held.heldNanos());
  }

  /** Holds on, for a call whose frame has ended. */
  void holdOn(Held held, long nanos) {
    minimum.add(held, method, nanos);
  }
}
