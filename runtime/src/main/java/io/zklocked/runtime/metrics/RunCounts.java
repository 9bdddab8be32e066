package io.zklocked.runtime.metrics;

import io.zklocked.runtime.engine.LockObserver;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts over the whole run of a runtime, in memory and with nothing but the JDK's base. A label
 * takes 17 KB; after {@value #MOST_LABELS} labels all further ones count as {@value #OTHERS}.
 * Thread-safe.
 */
final class RunCounts implements LockObserver, LocksMXBean {

  static final int MOST_LABELS = 1_000;
  static final String OTHERS = "(others)";

  private final ConcurrentMap<String, LockCounts> locks = new ConcurrentHashMap<>();
  private final SessionCounts session = new SessionCounts();
  private final LongSupplier sessionTimeoutMillis;
  private final Supplier<String> report;

  RunCounts(LongSupplier sessionTimeoutMillis, Supplier<String> report) {
    this.sessionTimeoutMillis = sessionTimeoutMillis;
    this.report = report;
  }

  @Override
  public void started(String label) {
    counts(label).started();
  }

  @Override
  public void ended(String label, Outcome outcome, long waitNanos) {
    counts(label).ended(outcome, waitNanos);
  }

  @Override
  public void released(String label, long holdNanos) {
    counts(label).released(holdNanos);
  }

  @Override
  public void overdue(String label) {
    counts(label).overdue();
  }

  @Override
  public void lost(String label, Loss loss) {
    counts(label).lost(loss);
  }

  @Override
  public void session(SessionState state) {
    session.enter(state);
  }

  @Override
  public String getSessionState() {
    return MeterNames.of(session.state());
  }

  @Override
  public long getSessionTimeoutMillis() {
    return sessionTimeoutMillis.getAsLong();
  }

  @Override
  public long getReconnects() {
    return session.reconnects();
  }

  @Override
  public Map<String, LockFigures> getLocks() {
    Map<String, LockFigures> figures = new TreeMap<>();
    locks.forEach((label, counts) -> figures.put(label, counts.figures()));
    return figures;
  }

  @Override
  public String writeReport() {
    return report.get();
  }

  private LockCounts counts(String label) {
    LockCounts counts = locks.get(label);
    if (counts == null) {
      String counted = locks.size() < MOST_LABELS ? label : OTHERS;
      counts = locks.computeIfAbsent(counted, added -> new LockCounts());
    }
    return counts;
  }
}
