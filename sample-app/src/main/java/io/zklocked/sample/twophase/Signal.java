package io.zklocked.sample.twophase;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Says that something may have changed. Whoever waits for a state drains it, looks at everything,
 * leaves watches behind, and waits; a change between look and wait is not missed. Thread-safe.
 */
final class Signal {

  private final Semaphore changes = new Semaphore(0);

  void raise() {
    changes.release();
  }

  void drain() {
    changes.drainPermits();
  }

  /** Waits for a change; tells whether there was one in time, for which no time is never enough. */
  boolean await(long nanos) throws InterruptedException {
    return nanos > 0 && changes.tryAcquire(nanos, TimeUnit.NANOSECONDS);
  }
}
