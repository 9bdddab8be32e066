package io.zklocked.runtime.metrics;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds the meters that are shown as an MXBean. Names no type of JMX, so that it may be made
 * anywhere; {@link #get} is for {@link DeferredObserver}. Thread-safe.
 */
public final class JmxSource implements Supplier<Meters> {

  private final LongSupplier sessionTimeoutMillis;
  private final Supplier<String> report;
  private volatile @Nullable LocksMXBean shown;

  /**
   * A source of meters beside which there is no report.
   *
   * @param sessionTimeoutMillis as below
   */
  public JmxSource(LongSupplier sessionTimeoutMillis) {
    this(sessionTimeoutMillis, () -> "there is no agent, whose report this would be");
  }

  /**
   * A source.
   *
   * @param sessionTimeoutMillis tells the session's timeout whenever it is read; -1 if it is not
   *     known
   * @param report writes the agent's report, and tells where it is
   */
  public JmxSource(LongSupplier sessionTimeoutMillis, Supplier<String> report) {
    this.sessionTimeoutMillis = sessionTimeoutMillis;
    this.report = report;
  }

  /**
   * What happened to the locks so far.
   *
   * @return by the template of the lock; empty as long as nothing is shown
   */
  public Map<String, LockFigures> locks() {
    LocksMXBean counts = shown;
    return counts == null ? Map.of() : counts.getLocks();
  }

  /**
   * Registers the bean with the platform's MBean server.
   *
   * @return the meters, which unregister it at their close
   * @throws NoClassDefFoundError if the module {@code java.management} is not there
   */
  @Override
  public Meters get() {
    RunCounts counts = new RunCounts(sessionTimeoutMillis, report);
    Meters meters = JmxMeters.register(counts);
    shown = counts;
    return meters;
  }
}
