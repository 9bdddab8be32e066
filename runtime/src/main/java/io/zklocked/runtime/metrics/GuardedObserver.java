package io.zklocked.runtime.metrics;

import io.zklocked.runtime.engine.LockObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the failures of an observer away from the engine: whatever it throws ends here, and the
 * first is logged. Thread-safe if the observer is.
 */
final class GuardedObserver implements Meters {

  private static final Logger LOGGER = LoggerFactory.getLogger(DeferredObserver.class);

  private final LockObserver observer;
  private final AtomicBoolean failed = new AtomicBoolean();

  GuardedObserver(LockObserver observer) {
    this.observer = observer;
  }

  @Override
  public void started(String label) {
    try {
      observer.started(label);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void ended(String label, Outcome outcome, long waitNanos) {
    try {
      observer.ended(label, outcome, waitNanos);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void released(String label, long holdNanos) {
    try {
      observer.released(label, holdNanos);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void overdue(String label) {
    try {
      observer.overdue(label);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void lost(String label, Loss loss) {
    try {
      observer.lost(label, loss);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void session(SessionState state) {
    try {
      observer.session(state);
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void close() {
    if (observer instanceof Meters meters) {
      try {
        meters.close();
      } catch (Throwable e) {
        failed(e);
      }
    }
  }

  private void failed(Throwable e) {
    if (failed.compareAndSet(false, true)) {
      LOGGER.warn("The meters of the locks fail; the locks do not. Told once only.", e);
    }
  }
}
