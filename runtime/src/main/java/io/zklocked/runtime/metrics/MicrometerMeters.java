package io.zklocked.runtime.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the meters of one runtime in a registry of the application. Nothing is registered before
 * the first event; two runtimes in one registry need tags that tell them apart. Needs Micrometer on
 * the class path, which the rest of this library does without. Thread-safe.
 *
 * <p>{@code zklocked.wait} and {@code zklocked.hold} are timers with the percentiles 50, 95 and 99;
 * {@code zklocked.acquisitions} and {@code zklocked.lost} count by {@code outcome} and {@code
 * reason}; {@code zklocked.overdue} counts locks that were held for longer than {@code warnAfter};
 * {@code zklocked.active} and {@code zklocked.queued} are gauges. These have the tag {@code lock}:
 * the template. {@code zklocked.session} is a gauge with the tag {@code state}, 1 for the state
 * that the session is in and 0 for the others; {@code zklocked.session.reconnects} counts
 * connections that came back.
 */
public final class MicrometerMeters implements Meters {

  private final MeterRegistry registry;
  private final Tags tags;
  private final ConcurrentMap<String, MicrometerLock> locks = new ConcurrentHashMap<>();
  private final SessionCounts session = new SessionCounts();
  private final AtomicBoolean sessionShown = new AtomicBoolean();

  /** What is to be taken back. After the close nothing stays in it, however late it came. */
  private final Queue<Meter> registered = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  /**
   * Meters without further tags.
   *
   * @param registry where they are kept
   */
  public MicrometerMeters(MeterRegistry registry) {
    this(registry, List.of());
  }

  /**
   * Meters with further tags.
   *
   * @param registry where they are kept
   * @param tags on every meter
   */
  public MicrometerMeters(MeterRegistry registry, Iterable<Tag> tags) {
    this.registry = registry;
    this.tags = Tags.of(tags);
  }

  @Override
  public void started(String label) {
    lock(label).started();
  }

  @Override
  public void ended(String label, Outcome outcome, long waitNanos) {
    lock(label).ended(outcome, waitNanos);
  }

  @Override
  public void released(String label, long holdNanos) {
    lock(label).released(holdNanos);
  }

  @Override
  public void overdue(String label) {
    lock(label).overdue();
  }

  @Override
  public void lost(String label, Loss loss) {
    lock(label).lost(loss);
  }

  @Override
  public void session(SessionState state) {
    session.enter(state);
    if (sessionShown.compareAndSet(false, true)) {
      showSession();
    }
  }

  @Override
  public void close() {
    closed = true;
    takeBack();
  }

  private MicrometerLock lock(String label) {
    MicrometerLock lock = locks.get(label);
    if (lock != null) {
      return lock;
    }
    MicrometerLock added = new MicrometerLock(registry, tags.and("lock", label));
    MicrometerLock other = locks.putIfAbsent(label, added);
    if (other != null) {
      return other; // its counters and timers are the same ones; only its gauges may be shown
    }
    added.showGauges(registry);
    added.meters().forEach(this::keep);
    return added;
  }

  private void showSession() {
    for (SessionState state : SessionState.values()) {
      keep(
          Gauge.builder("zklocked.session", session, counts -> counts.state() == state ? 1 : 0)
              .description("1 for the state that the session with the ensemble is in")
              .tags(tags.and("state", MeterNames.of(state)))
              .register(registry));
    }
    keep(
        FunctionCounter.builder("zklocked.session.reconnects", session, SessionCounts::reconnects)
            .description("Connections to the ensemble that came back")
            .tags(tags)
            .register(registry));
  }

  private void keep(Meter meter) {
    registered.add(meter);
    if (closed) {
      takeBack();
    }
  }

  private void takeBack() {
    for (Meter meter = registered.poll(); meter != null; meter = registered.poll()) {
      registry.remove(meter);
    }
  }
}
