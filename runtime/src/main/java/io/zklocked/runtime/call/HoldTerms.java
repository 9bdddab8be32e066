package io.zklocked.runtime.call;

import io.zklocked.LockLostException;
import io.zklocked.OnLost;
import io.zklocked.ReleaseAt;
import io.zklocked.runtime.call.OverdueWatch.Watched;
import org.jspecify.annotations.Nullable;

/** What becomes of the locks of one method, or of one hold, besides being held. Immutable. */
final class HoldTerms {

  private final HoldTimes times;
  private final String method;
  private final String label;
  private final OnLost onLost;
  private final ReleaseAt releaseAt;
  private final OverdueWatch overdue;
  private final MinimumHolds minimum;

  HoldTerms(
      HoldTimes times,
      OnLost onLost,
      ReleaseAt releaseAt,
      String method,
      String label,
      OverdueWatch overdue,
      MinimumHolds minimum) {
    this.times = times;
    this.method = method;
    this.label = label;
    this.onLost = onLost;
    this.releaseAt = releaseAt;
    this.overdue = overdue;
    this.minimum = minimum;
  }

  /** Those of a call around its transaction, in which the body is not interrupted. */
  HoldTerms around() {
    return with(times, onLost == OnLost.INTERRUPT ? OnLost.THROW : onLost);
  }

  /** What is left to the body of a call that is held by these already. */
  HoldTerms inner() {
    return with(HoldTimes.NONE, onLost);
  }

  private HoldTerms with(HoldTimes otherTimes, OnLost otherPolicy) {
    return new HoldTerms(otherTimes, otherPolicy, releaseAt, method, label, overdue, minimum);
  }

  /** Watches a call that has its locks; null if nobody wants to know how long it takes. */
  @Nullable Watched watch(Held held, String resource) {
    return times.warnNanos() == 0
        ? null
        : overdue.watch(held, label, resource, method, times.warnNanos());
  }

  /** Has the body of a call interrupted when one of its locks is lost; null if nobody wants it. */
  @Nullable BodyInterrupt interrupt(Held held) {
    if (onLost != OnLost.INTERRUPT) {
      return null;
    }
    BodyInterrupt body = new BodyInterrupt(InterruptFlag.here());
    held.watch(body);
    return body;
  }

  /** Whether a loss is thrown at the end of a call. */
  boolean isThrown() {
    return onLost != OnLost.REPORT;
  }

  /** Whether a result that is still to come keeps the locks. */
  boolean awaitsResult() {
    return releaseAt == ReleaseAt.AUTO || releaseAt == ReleaseAt.COMPLETION;
  }

  /** For how long what is held has to be held on, if its call ended now. */
  long heldOnNanos(Held held) {
    return times.atLeastNanos() == 0 ? 0 : Math.max(0, times.atLeastNanos() - held.heldNanos());
  }

  /** Holds on, for a call whose frame has ended. */
  void holdOn(Held held, long nanos) {
    minimum.add(held, method, nanos);
  }

  /** Leaves what a frame has left behind, or holds it on; returns what was lost, or null. */
  @Nullable LockLostException leaveUse(Held held) {
    long heldOn = heldOnNanos(held);
    if (heldOn == 0) {
      return held.leaveUse();
    }
    LockLostException loss = held.loss();
    holdOn(held, heldOn);
    return loss;
  }
}
