package io.zklocked.runtime.call;

import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.ZkLockException;
import io.zklocked.runtime.call.OverdueWatch.Watched;
import io.zklocked.runtime.reactor.LockedRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a publisher of a locked method. Thread-safe.
 *
 * <p>What is asked for is an attempt until somebody ends the run; then either it is cancelled, and
 * a grant that comes later is closed by whoever brings it, or it was granted, and the lock is
 * released by the last of its two users: the subscription, and the body while it runs. So a
 * subscription that is cancelled in the midst of its body does not take the lock from under it.
 */
final class DeferredRun implements LockedRun {

  private final DeferredCall call;
  private final AtomicInteger users = new AtomicInteger(1);

  private volatile @Nullable CompletableFuture<Held> asked;

  /** What is left in the place of what was asked for, once the body has begun. */
  private volatile @Nullable Held entered;

  private volatile @Nullable Watched watched;
  private volatile @Nullable LockBusyException busy;

  DeferredRun(DeferredCall call) {
    this.call = call;
  }

  @Override
  public CompletableFuture<?> begin() {
    CompletableFuture<Held> begun = call.method().acquire(call);
    asked = begun;
    return begun.handle((held, failure) -> answered(failure));
  }

  private @Nullable Object answered(@Nullable Throwable failure) {
    if (failure == null) {
      return this;
    }
    if (failure instanceof CancellationException) {
      return null;
    }
    if (failure instanceof LockBusyException found && call.otherwise() != null) {
      busy = found;
      return this;
    }
    throw new CompletionException(
        failure instanceof ZkLockException ours ? call.told().apply(ours) : failure);
  }

  @Override
  public @Nullable Object body() throws Throwable {
    LockBusyException found = busy;
    DeferredCall.Otherwise otherwise = call.otherwise();
    if (found != null && otherwise != null) {
      return otherwise.call(call.told().apply(found));
    }
    CompletableFuture<Held> granted = asked;
    if (granted == null || !users.compareAndSet(1, 2)) {
      return null; // it was cancelled after the grant had come
    }
    Held held = granted.join().entered();
    entered = held;
    BodyInterrupt interrupt = null;
    try {
      interrupt = call.method().terms().interrupt(held);
      return runBody(held);
    } finally {
      if (interrupt != null) {
        held.unwatch(interrupt);
        interrupt.leave();
      }
      held.leaveFrame();
      leave(); // a loss is told by the end of the subscription
    }
  }

  private Object runBody(Held held) throws Throwable {
    Watched watch = call.method().terms().watch(held, call.wishes().get(0).key().resource());
    watched = watch;
    Object made = call.body().run();
    if (watch != null) {
      watch.leaveBody();
    }
    if (made == null) {
      throw new NullPointerException("the locked method returned null instead of a publisher");
    }
    return made;
  }

  @Override
  public @Nullable Throwable end(@Nullable Throwable failure) {
    CompletableFuture<Held> begun = asked;
    if (begun == null || begun.cancel(false) || begun.isCompletedExceptionally()) {
      return null;
    }
    LockLostException loss = leave();
    if (loss == null || !call.method().terms().isThrown()) {
      return null;
    }
    RuntimeException lost = call.told().apply(loss);
    if (failure != null) {
      failure.addSuppressed(lost);
    }
    return failure == null ? lost : null;
  }

  private @Nullable LockLostException leave() {
    CompletableFuture<Held> granted = asked;
    if (users.decrementAndGet() > 0 || granted == null) {
      return null;
    }
    Watched watch = watched;
    if (watch != null) {
      watch.end();
    }
    Held held = entered;
    return held == null ? granted.join().leaveUse() : call.method().terms().leaveUse(held);
  }
}
