package io.zklocked.runtime.engine;

import java.util.concurrent.atomic.AtomicLong;

/** What many schedules came to. Thread-safe. */
final class SimTally {

  private final long start = System.nanoTime();
  final AtomicLong schedules = new AtomicLong();
  final AtomicLong events = new AtomicLong();
  final AtomicLong grants = new AtomicLong();
  final AtomicLong violations = new AtomicLong();

  void add(SimRun run) {
    schedules.incrementAndGet();
    events.addAndGet(run.events());
    grants.addAndGet(run.grants());
  }

  @Override
  public String toString() {
    double seconds = (System.nanoTime() - start) / 1e9;
    return "%,d schedules, %,d events, %,d grants, %,.0f seeds/s, %d violations, %.1f s"
        .formatted(
            schedules.get(),
            events.get(),
            grants.get(),
            schedules.get() / seconds,
            violations.get(),
            seconds);
  }
}
