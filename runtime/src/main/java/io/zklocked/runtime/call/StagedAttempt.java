package io.zklocked.runtime.call;

import io.zklocked.runtime.engine.Attempt;
import io.zklocked.runtime.engine.Pending;
import io.zklocked.syntax.WaitTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An attempt whose outcome is handed over as a stage. Thread-safe.
 *
 * <p>Either the stage takes the grant, or the grant is closed: whoever completes the stage first
 * has decided, by whatever thread. The stage is completed on its default executor, never on the
 * thread that brings the outcome, which belongs to the ensemble and must not run what depends on
 * the stage.
 */
final class StagedAttempt<G, H extends Held, T> {

  private final Pending<G> attempt;
  private final Function<G, H> opened;
  private final Function<H, T> made;
  private final CompletableFuture<T> stage = new CompletableFuture<>();
  private final AtomicReference<@Nullable Future<?>> alarm = new AtomicReference<>();

  StagedAttempt(Pending<G> attempt, Function<G, H> opened, Function<H, T> made) {
    this.attempt = attempt;
    this.opened = opened;
    this.made = made;
  }

  /** Gives the attempt so much time, and the stage that ends with it. */
  CompletableFuture<T> within(WaitTime wait, Waiting waiting, Alarm alarms) {
    var unused = attempt.outcome().whenComplete(this::ended);
    var ignored = stage.whenComplete((value, failure) -> left());
    long lead = waiting.lead(wait);
    if (waiting.warns(wait)) {
      long warned = waiting.warnNanos() + lead;
      lookUp(
          alarms,
          waiting.warnNanos(),
          lead,
          () -> {
            waiting.warn(attempt);
            end(alarms, wait, waiting.budget(wait) - warned, lead);
          });
    } else {
      end(alarms, wait, waiting.budget(wait), lead);
    }
    return stage;
  }

  private void end(Alarm alarms, WaitTime wait, long left, long lead) {
    if (!wait.isForever()) {
      lookUp(alarms, left - lead, lead, () -> attempt.giveUp(Attempt.Reason.TIMEOUT));
    }
  }

  /** Asks after some time who holds the lock, and goes on when the answer may be there. */
  private void lookUp(Alarm alarms, long nanos, long lead, Runnable then) {
    set(
        alarms,
        nanos,
        () -> {
          attempt.lookUpHolder();
          set(alarms, lead, then);
        });
  }

  private void set(Alarm alarms, long nanos, Runnable event) {
    if (!attempt.outcome().isDone()) {
      alarm.set(alarms.set(nanos, event));
      if (attempt.outcome().isDone()) {
        cancelAlarm();
      }
    }
  }

  private void cancelAlarm() {
    Future<?> set = alarm.getAndSet(null);
    if (set != null) {
      set.cancel(false);
    }
  }

  private void ended(@Nullable G grant, @Nullable Throwable failure) {
    cancelAlarm();
    stage.defaultExecutor().execute(() -> tell(grant, failure));
  }

  private void tell(@Nullable G grant, @Nullable Throwable failure) {
    if (grant == null) {
      stage.completeExceptionally(
          failure == null ? new IllegalStateException("the lock engine gave no outcome") : failure);
      return;
    }
    H hold = opened.apply(grant);
    try {
      if (!stage.complete(made.apply(hold))) {
        hold.leave(); // cancelled before: nobody has relied on it
      }
    } catch (RuntimeException | Error e) {
      stage.completeExceptionally(e); // and whatever could not be made has left the hold
    }
  }

  /** The stage is complete: by {@link #tell}, or because somebody cancelled it. */
  private void left() {
    if (!attempt.outcome().isDone()) {
      attempt.giveUp(Attempt.Reason.INTERRUPT);
    }
  }
}
