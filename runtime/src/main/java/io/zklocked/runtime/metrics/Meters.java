package io.zklocked.runtime.metrics;

import io.zklocked.runtime.engine.LockObserver;

/** An observer that keeps meters and shows them until it is closed. Thread-safe. */
public interface Meters extends LockObserver, AutoCloseable {

  /** Takes the meters back from where they are shown; later events count for nothing. */
  @Override
  void close();
}
