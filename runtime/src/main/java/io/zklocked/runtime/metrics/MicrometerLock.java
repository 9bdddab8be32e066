package io.zklocked.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.zklocked.runtime.engine.LockObserver.Loss;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the locks of one template. Thread-safe. */
final class MicrometerLock {

  private final Tags tags;
  private final Queue<Meter> meters = new ConcurrentLinkedQueue<>();
  private final AtomicLong active = new AtomicLong();
  private final AtomicLong queued = new AtomicLong();
  private final Timer wait;
  private final Timer hold;
  private final Counter overdue;
  private final Map<Outcome, Counter> outcomes;
  private final Map<Loss, Counter> losses;

  MicrometerLock(MeterRegistry registry, Tags tags) {
    this.tags = tags;
    wait = timer(registry, "zklocked.wait", "How long acquisitions took, however they ended");
    hold = timer(registry, "zklocked.hold", "How long locks were held");
    overdue =
        kept(
            Counter.builder("zklocked.overdue")
                .description("Locks that were held for longer than warnAfter")
                .tags(tags)
                .register(registry));
    outcomes =
        counters(
            registry, "zklocked.acquisitions", "How acquisitions ended", "outcome", Outcome.class);
    losses =
        counters(
            registry, "zklocked.lost", "Locks that were lost while held", "reason", Loss.class);
  }

  /** Shows the gauges. By one instance for each lock, since a registry keeps the first alone. */
  void showGauges(MeterRegistry registry) {
    gauge(registry, "zklocked.active", "Locks held now", active);
    gauge(registry, "zklocked.queued", "Acquisitions that wait now", queued);
  }

  Iterable<Meter> meters() {
    return meters;
  }

  void started() {
    queued.incrementAndGet();
  }

  void ended(Outcome outcome, long waitNanos) {
    increment(outcomes, outcome);
    if (outcome == Outcome.REENTERED) {
      return;
    }
    queued.decrementAndGet();
    wait.record(waitNanos, TimeUnit.NANOSECONDS);
    if (outcome.isGrant()) {
      active.incrementAndGet();
    }
  }

  void released(long holdNanos) {
    active.decrementAndGet();
    hold.record(holdNanos, TimeUnit.NANOSECONDS);
  }

  void overdue() {
    overdue.increment();
  }

  void lost(Loss loss) {
    increment(losses, loss);
  }

  private Timer timer(MeterRegistry registry, String name, String description) {
    return kept(Timer.builder(name).description(description).tags(tags).register(registry));
  }

  private <E extends Enum<E>> Map<E, Counter> counters(
      MeterRegistry registry, String name, String description, String tag, Class<E> things) {
    Map<E, Counter> counters = new EnumMap<>(things);
    for (E thing : things.getEnumConstants()) {
      counters.put(
          thing,
          kept(
              Counter.builder(name)
                  .description(description)
                  .tags(tags.and(tag, MeterNames.of(thing)))
                  .register(registry)));
    }
    return counters;
  }

  private static <E extends Enum<E>> void increment(Map<E, Counter> counters, E thing) {
    Counter counter = counters.get(thing);
    if (counter != null) { // as it always is
      counter.increment();
    }
  }

  private void gauge(MeterRegistry registry, String name, String description, AtomicLong value) {
    kept(
        Gauge.builder(name, value, AtomicLong::doubleValue)
            .description(description)
            .tags(tags)
            .register(registry));
  }

  private <M extends Meter> M kept(M meter) {
    meters.add(meter);
    return meter;
  }
}
