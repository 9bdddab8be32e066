package io.zklocked.runtime.call;

import java.util.concurrent.Future;

/** Calls back later. Thread-safe. */
@FunctionalInterface
public interface Alarm {

  /**
   * Sets an alarm.
   *
   * @param nanos after how long it rings
   * @param event called once, on a thread of the timer, unless the alarm is cancelled before
   * @return to cancel it, which leaves nothing of it behind
   */
  Future<?> set(long nanos, Runnable event);
}
