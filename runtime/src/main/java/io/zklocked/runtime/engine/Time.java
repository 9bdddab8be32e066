package io.zklocked.runtime.engine;

/** The clocks and the timer, as the engine sees them. Thread-safe. */
public interface Time {

  /**
   * The monotonic clock.
   *
   * @return nanoseconds since some moment
   */
  long nanos();

  /**
   * The wall clock.
   *
   * @return milliseconds since 1970
   */
  long wallMillis();

  /**
   * Asks for an event later.
   *
   * @param nanos after how long
   * @param event called once, on a thread of the timer, unless the timer is closed before
   */
  void after(long nanos, Runnable event);
}
