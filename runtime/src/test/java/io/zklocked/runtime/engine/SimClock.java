package io.zklocked.runtime.engine;

/**
 * The clocks of one process: both drift as its oscillator does; the monotonic one may stand still
 * while the wall clock goes on, as when a virtual machine is suspended. Confined to one thread.
 */
final class SimClock {

  private static final long WALL_START_MILLIS = 1_790_000_000_000L;
  private static final long START_NANOS = 7_000_000_000_000L;

  private final SimWorld world;
  private final double rate;
  private long stoodStill;

  /**
   * @param rate local seconds for each second
   */
  SimClock(SimWorld world, double rate) {
    this.world = world;
    this.rate = rate;
  }

  long nanos() {
    return START_NANOS + (long) ((world.now() - stoodStill) * rate);
  }

  long wallNanos() {
    return (long) (world.now() * rate);
  }

  long wallMillis() {
    return WALL_START_MILLIS + wallNanos() / 1_000_000;
  }

  /** How long something takes that is to last for a time on this clock. */
  long untilLocal(long nanos) {
    return (long) Math.ceil(nanos / rate);
  }

  /** The monotonic clock has stood still for the last while. */
  void standStill(long nanos) {
    stoodStill += nanos;
  }
}
