package io.zklocked.runtime.metrics;

import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.engine.LockObserver.Loss;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import java.util.concurrent.TimeUnit;

/** What an engine might tell: each outcome and each loss. */
final class Script {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private Script() {}

  /** One hold of 20 ms after a wait of 10 ms, in which the thread enters again. */
  static void hold(LockObserver observer, String label) {
    observer.started(label);
    observer.ended(label, Outcome.GRANTED, 10 * MILLI);
    observer.ended(label, Outcome.REENTERED, 0);
    observer.released(label, 20 * MILLI);
  }

  /** Two holds of 20 ms each, of what another thread had held or this process had kept. */
  static void handOvers(LockObserver observer, String label) {
    for (Outcome outcome : new Outcome[] {Outcome.HANDED_OFF, Outcome.RETAINED}) {
      observer.started(label);
      observer.ended(label, outcome, 0);
      observer.released(label, 20 * MILLI);
    }
  }

  /** One refusal of each kind, after 40 ms each. */
  static void refusals(LockObserver observer, String label) {
    for (Outcome outcome :
        new Outcome[] {Outcome.BUSY, Outcome.SKIPPED, Outcome.UNAVAILABLE, Outcome.INTERRUPTED}) {
      observer.started(label);
      observer.ended(label, outcome, 40 * MILLI);
    }
  }

  static void losses(LockObserver observer, String label) {
    for (Loss loss : Loss.values()) {
      observer.lost(label, loss);
    }
  }
}
