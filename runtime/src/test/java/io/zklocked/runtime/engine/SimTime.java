package io.zklocked.runtime.engine;

/** The clocks and the timer of a simulated process. Confined to one thread. */
final class SimTime implements Time {

  private final SimProcess process;

  SimTime(SimProcess process) {
    this.process = process;
  }

  @Override
  public long nanos() {
    return process.clock.nanos();
  }

  @Override
  public long wallMillis() {
    return process.clock.wallMillis();
  }

  @Override
  public void after(long nanos, Runnable event) {
    process.after(nanos, event);
  }
}
