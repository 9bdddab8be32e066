package io.zklocked.runtime.metrics;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Builds the meters that are shown as an MXBean. Names no type of JMX, so that it may be made
 * anywhere; {@link #get} is for {@link DeferredObserver}. Immutable.
 */
public final class JmxSource implements Supplier<Meters> {

  private final LongSupplier sessionTimeoutMillis;

  /**
   * A source.
   *
   * @param sessionTimeoutMillis tells the session's timeout whenever it is read; -1 if it is not
   *     known
   */
  public JmxSource(LongSupplier sessionTimeoutMillis) {
    this.sessionTimeoutMillis = sessionTimeoutMillis;
  }

  /**
   * Registers the bean with the platform's MBean server.
   *
   * @return the meters, which unregister it at their close
   * @throws NoClassDefFoundError if the module {@code java.management} is not there
   */
  @Override
  public Meters get() {
    return JmxMeters.register(sessionTimeoutMillis);
  }
}
