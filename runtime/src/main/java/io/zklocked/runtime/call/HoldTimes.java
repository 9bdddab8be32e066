package io.zklocked.runtime.call;

import io.zklocked.rules.LockAttributes;
import io.zklocked.syntax.FiniteTime;
import java.util.List;
import java.util.function.Function;

/**
 * What is agreed on how long a lock is held. Immutable.
 *
 * @param warnNanos after which time a hold is overdue; 0 for never
 * @param atLeastNanos for how long it keeps others out at least
 */
public record HoldTimes(long warnNanos, long atLeastNanos) {

  /** Held as long as its body runs. */
  public static final HoldTimes NONE = new HoldTimes(0, 0);

  /** What the locks of a method agree on. */
  static HoldTimes of(List<LockAttributes> locks) {
    return new HoldTimes(
        nanos("warnAfter", locks, LockAttributes::warnAfter),
        nanos("lockAtLeastFor", locks, LockAttributes::lockAtLeastFor));
  }

  private static long nanos(
      String attribute, List<LockAttributes> locks, Function<LockAttributes, String> time) {
    String given = LockAttributes.together(locks, time);
    return given.isEmpty() ? 0 : FiniteTime.nanos(attribute, given);
  }
}
