package io.zklocked.runtime.metrics;

import io.zklocked.runtime.engine.LockObserver.Loss;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to the locks of one template. Thread-safe: adders and atomic cells. */
final class LockCounts {

  private final Tally<Outcome> outcomes = new Tally<>(Outcome.class);
  private final Tally<Loss> losses = new Tally<>(Loss.class);
  private final LongAdder overdue = new LongAdder();
  private final LongAdder active = new LongAdder();
  private final LongAdder queued = new LongAdder();
  private final TimeHistogram wait = new TimeHistogram();
  private final TimeHistogram hold = new TimeHistogram();

  void started() {
    queued.increment();
  }

  void ended(Outcome outcome, long waitNanos) {
    outcomes.add(outcome);
    if (outcome == Outcome.REENTERED) {
      return;
    }
    queued.decrement();
    wait.record(waitNanos);
    if (outcome.isGrant()) {
      active.increment();
    }
  }

  void released(long holdNanos) {
    active.decrement();
    hold.record(holdNanos);
  }

  void overdue() {
    overdue.increment();
  }

  void lost(Loss loss) {
    losses.add(loss);
  }

  LockFigures figures() {
    return new Snapshot(
        outcomes.numbers(),
        losses.numbers(),
        overdue.sum(),
        active.sum(),
        queued.sum(),
        wait.figures(),
        hold.figures());
  }

  private record Snapshot(
      Map<String, Long> acquisitions,
      Map<String, Long> lost,
      long overdue,
      long active,
      long queued,
      TimeFigures waited,
      TimeFigures held)
      implements LockFigures {

    @Override
    public Map<String, Long> getAcquisitions() {
      return acquisitions;
    }

    @Override
    public Map<String, Long> getLost() {
      return lost;
    }

    @Override
    public long getOverdue() {
      return overdue;
    }

    @Override
    public long getActive() {
      return active;
    }

    @Override
    public long getQueued() {
      return queued;
    }

    @Override
    public TimeFigures getWait() {
      return waited;
    }

    @Override
    public TimeFigures getHold() {
      return held;
    }
  }
}
