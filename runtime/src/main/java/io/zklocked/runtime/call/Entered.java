package io.zklocked.runtime.call;

import io.zklocked.LockLostException;
import io.zklocked.runtime.call.OverdueWatch.Watched;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call that has entered its method, until it exits. Used by one thread. */
final class Entered {

  private final Held hold;
  private final HoldTerms terms;
  private final @Nullable Watched watched;
  private final @Nullable BodyInterrupt interrupt;
  private boolean left;

  /** A call that has its locks from now on; they are left if it cannot begin. */
  Entered(Held hold, HoldTerms terms, String resource) {
    this.hold = hold;
    this.terms = terms;
    Watched begun = null;
    try {
      begun = terms.watch(hold, resource);
      this.interrupt = terms.interrupt(hold);
    } catch (RuntimeException | Error e) {
      if (begun != null) {
        begun.end();
      }
      var unused = hold.leave(); // nobody has relied on it
      throw e;
    }
    this.watched = begun;
  }

  /** The fencing token of the lock; not of several. */
  long token() {
    return hold.fencing().czxid();
  }

  /**
   * Exits; returns what was lost and is to be thrown, or null.
   *
   * @throws IllegalStateException if the lock cannot last as long as the work behind the result
   */
  @Nullable LockLostException exit(@Nullable Object result, @Nullable Throwable failure) {
    if (left) {
      throw new IllegalStateException("a locked call was left twice");
    }
    left = true;
    if (interrupt != null) {
      hold.unwatch(interrupt);
      interrupt.leave();
    }
    LockLostException loss = leave(result, failure);
    return terms.isThrown() ? loss : null; // the engine has logged and counted it
  }

  private @Nullable LockLostException leave(@Nullable Object result, @Nullable Throwable failure) {
    if (terms.awaitsResult()
        && failure == null
        && result instanceof CompletionStage<?> stage
        && !isDone(stage)) {
      return exitLater(stage);
    }
    LockLostException loss = leave();
    if (failure == null && result != null) {
      UnawaitedResult.check(result);
    }
    return loss;
  }

  /** Leaves at the end of a body; returns what was lost, or null. */
  @Nullable LockLostException leave() {
    endWatch();
    long heldOn = terms.heldOnNanos(hold);
    if (heldOn == 0) {
      return hold.leave();
    }
    LockLostException loss = hold.loss();
    hold.leaveFrame();
    terms.holdOn(hold, heldOn);
    return loss;
  }

  private @Nullable LockLostException exitLater(CompletionStage<?> stage) {
    LockLostException loss = hold.loss();
    if (watched != null) {
      watched.leaveBody();
    }
    hold.leaveFrame();
    AtomicBoolean isComplete = new AtomicBoolean();
    try {
      // The engine has logged and counted a loss; the stage is the caller's and cannot carry it.
      var unused = stage.whenComplete((value, failed) -> completed(isComplete));
    } catch (RuntimeException | Error e) {
      completed(isComplete);
      throw new IllegalStateException(
          "A locked method returned a stage of "
              + stage.getClass().getName()
              + ", which refuses to tell when it is complete. Its lock was released, while its work"
              + " may still go on; return another stage, such as a CompletableFuture.",
          e);
    }
    return loss;
  }

  /** Others may rely on the same hold, which a stage that calls back twice must not release. */
  private void completed(AtomicBoolean isComplete) {
    if (isComplete.compareAndSet(false, true)) {
      endWatch();
      terms.leaveUse(hold);
    }
  }

  private void endWatch() {
    if (watched != null) {
      watched.end();
    }
  }

  /** Some stages refuse to be asked, such as those of {@code completedStage}. */
  private static boolean isDone(CompletionStage<?> stage) {
    try {
      return stage instanceof Future<?> future && future.isDone();
    } catch (RuntimeException | Error e) {
      return false; // whoever waits for it is called back at once if it is
    }
  }
}
