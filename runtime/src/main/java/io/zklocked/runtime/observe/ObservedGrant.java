package io.zklocked.runtime.observe;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Grant;
import io.zklocked.runtime.engine.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A grant of nothing: always valid, and with the token 0, which is less than any that is ever
 * granted, so that a resource which compares tokens remembers none. Thread-safe; what it would wait
 * for is guarded by its key.
 */
final class ObservedGrant implements Grant {

  private static final Fencing NONE = new Fencing(0, 0);
  private static final long OPEN = Long.MIN_VALUE;

  private final ObservedSpace space;
  private final Request request;
  private final LongSupplier clock;
  private final long begun;
  private final AtomicLong ended = new AtomicLong(OPEN);

  /** How many of those before it have to leave before it would be served; guarded by its key. */
  private int before;

  /** Whether it would have run at all; guarded by its key. */
  private boolean refused;

  /** Whether its body ended before it would have begun; guarded by its key. */
  private boolean early;

  ObservedGrant(ObservedSpace space, Request request, LongSupplier clock) {
    this.space = space;
    this.request = request;
    this.clock = clock;
    this.begun = clock.getAsLong();
  }

  void await(int those) {
    before = those;
  }

  /** One of those before it has left; whether it would be served now. */
  boolean oneLess() {
    before--;
    return before == 0;
  }

  boolean isWaiting() {
    return before > 0;
  }

  void refuse() {
    refused = true;
  }

  /** Its body has ended; whether that would have released the lock. */
  boolean leave() {
    early = isWaiting();
    return !early && !refused;
  }

  boolean isEarly() {
    return early;
  }

  /** How long it would have waited, if it would be served now. */
  long waitedNanos() {
    return clock.getAsLong() - begun;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public LockState state() {
    return LockState.VALID;
  }

  @Override
  public LockLostException.@Nullable Reason loss() {
    return null;
  }

  @Override
  public Fencing fencing() {
    return NONE;
  }

  @Override
  public long heldNanos() {
    long end = ended.get();
    return (end == OPEN ? clock.getAsLong() : end) - begun;
  }

  @Override
  public void onLost(Runnable listener) {}

  @Override
  public LockLostException.@Nullable Reason close() {
    if (ended.compareAndSet(OPEN, clock.getAsLong())) {
      space.closed(this);
    }
    return null;
  }

  @Override
  public CompletableFuture<LockLostException.@Nullable Reason> released() {
    return CompletableFuture.completedFuture(null);
  }
}
