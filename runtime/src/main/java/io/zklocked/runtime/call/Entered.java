package io.zklocked.runtime.call;

import io.zklocked.LockLostException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One call that has entered its method, until it exits. Used by one thread. */
final class Entered {

  private final Held hold;
  private boolean left;

  Entered(Held hold) {
    this.hold = hold;
  }

  /** Exits; returns what was lost, or null. */
  @Nullable LockLostException exit(@Nullable Object result, @Nullable Throwable failure) {
    if (left) {
      throw new IllegalStateException("a locked call was left twice");
    }
    left = true;
    if (failure == null && result instanceof CompletionStage<?> stage && !isDone(stage)) {
      return exitLater(stage);
    }
    return hold.leave();
  }

  private @Nullable LockLostException exitLater(CompletionStage<?> stage) {
    LockLostException loss = hold.loss();
    hold.leaveFrame();
    try {
      // The engine has logged and counted a loss; the stage is the caller's and cannot carry it.
      var unused = stage.whenComplete((value, failed) -> hold.leaveUse());
    } catch (RuntimeException | Error e) {
      hold.leaveUse();
      throw e;
    }
    return loss;
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
