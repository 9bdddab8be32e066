package io.zklocked.runtime.engine;

/** Clocks that may be stale, and a timer that may not ring. Confined to one thread. */
final class FlawedTime implements Time {

  private final Time sound;
  private final boolean isStale;
  private final boolean isMute;
  private long nanos;
  private long millis;

  FlawedTime(Time sound, boolean isStale, boolean isMute) {
    this.sound = sound;
    this.isStale = isStale;
    this.isMute = isMute;
    read();
  }

  /** Something has happened. */
  void read() {
    nanos = sound.nanos();
    millis = sound.wallMillis();
  }

  @Override
  public long nanos() {
    return isStale ? nanos : sound.nanos();
  }

  @Override
  public long wallMillis() {
    return isStale ? millis : sound.wallMillis();
  }

  @Override
  public void after(long wait, Runnable event) {
    if (!isMute) {
      sound.after(
          wait,
          () -> {
            read();
            event.run();
          });
    }
  }
}
