package io.zklocked.runtime.call;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Several locks that one call holds; left in the reverse of their order. Immutable. */
final class HeldTogether extends Held {

  private final List<OpenHold> holds;

  HeldTogether(List<OpenHold> holds) {
    this.holds = holds;
  }

  @Override
  @Nullable LockLostException leave() {
    return each(OpenHold::leave);
  }

  @Override
  void leaveFrame() {
    for (int i = holds.size() - 1; i >= 0; i--) {
      holds.get(i).leaveFrame();
    }
  }

  @Override
  @Nullable LockLostException leaveUse() {
    return each(OpenHold::leaveUse);
  }

  /** As long as that which was granted last. */
  @Override
  long heldNanos() {
    long shortest = Long.MAX_VALUE;
    for (OpenHold hold : holds) {
      shortest = Math.min(shortest, hold.heldNanos());
    }
    return shortest;
  }

  /** That of each of them. */
  @Override
  @Nullable Thread owner() {
    return holds.get(0).owner();
  }

  @Override
  boolean isClosed() {
    return holds.stream().allMatch(OpenHold::isClosed);
  }

  @Override
  Fencing fencing() {
    throw new IllegalStateException("several locks have a fencing token each");
  }

  @Override
  void watch(BodyInterrupt body) {
    holds.forEach(hold -> hold.watch(body));
  }

  @Override
  void unwatch(BodyInterrupt body) {
    holds.forEach(hold -> hold.unwatch(body));
  }

  @Override
  void checkAtCommit() {
    holds.forEach(OpenHold::checkAtCommit);
  }

  @Override
  @Nullable LockLostException loss() {
    return each(OpenHold::loss);
  }

  @Override
  HeldTogether entered() {
    return new HeldTogether(holds.stream().map(OpenHold::entered).toList());
  }

  /** Does it to all, whatever one of them throws; the first loss carries the others. */
  private @Nullable LockLostException each(Function<OpenHold, @Nullable LockLostException> done) {
    LockLostException lost = null;
    Throwable failed = null;
    for (int i = holds.size() - 1; i >= 0; i--) {
      try {
        lost = joined(lost, done.apply(holds.get(i)));
      } catch (RuntimeException | Error e) {
        failed = joined(failed, e);
      }
    }
    if (failed != null && lost != null) {
      failed.addSuppressed(lost);
    }
    if (failed instanceof Error error) {
      throw error;
    }
    if (failed != null) {
      throw (RuntimeException) failed;
    }
    return lost;
  }

  private static <T extends Throwable> @Nullable T joined(@Nullable T first, @Nullable T next) {
    if (first == null) {
      return next;
    }
    if (next != null) {
      first.addSuppressed(next);
    }
    return first;
  }
}
