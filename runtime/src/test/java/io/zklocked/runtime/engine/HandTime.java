package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and a timer that move when the test says so. Confined to one thread. */
final class HandTime implements Time {

  private record Timer(long at, long order, Runnable event) {}

  private static final long WALL_START = 1_790_000_000_000L;

  private final List<Timer> timers = new ArrayList<>();
  private long now;
  private long order;
  private long wallAhead;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long wallMillis() {
    return WALL_START + wallAhead + now / 1_000_000;
  }

  @Override
  public void after(long nanos, Runnable event) {
    timers.add(new Timer(now + nanos, order++, event));
  }

  /** Moves on, and lets every timer ring that is due by then. */
  void pass(long nanos) {
    long end = now + nanos;
    for (Optional<Timer> next = due(end); next.isPresent(); next = due(end)) {
      timers.remove(next.get());
      now = Math.max(now, next.get().at());
      next.get().event().run();
    }
    now = end;
  }

  /** Moves on as for a process that is stopped: nothing rings meanwhile. */
  void standStill(long nanos) {
    now += nanos;
  }

  /** Somebody sets the wall clock on, or the other clock stood still. */
  void setWall(long millisOn) {
    wallAhead += millisOn;
  }

  private Optional<Timer> due(long end) {
    return timers.stream()
        .filter(timer -> timer.at() <= end)
        .min(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
  }
}
