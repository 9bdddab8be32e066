package io.zklocked.sample.demo.twophase;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The faults of one write after the other. Confined to one thread. */
final class Faults implements Iterator<Fault> {

  private static final int EVERY = 5;

  private final List<Fault> given;
  private final int most;
  private final long nanos;
  private long begun;
  private int next;

  private Faults(List<Fault> given, int most, Duration time) {
    this.given = given;
    this.most = most;
    this.nanos = time.toNanos();
  }

  /** These, one for each write. */
  static Faults of(List<Fault> given) {
    return new Faults(given, given.size(), Duration.ofNanos(Long.MAX_VALUE));
  }

  /** For so many writes; every fifth has a fault, and they come round. */
  static Faults of(int writes) {
    return new Faults(List.of(), writes, Duration.ofNanos(Long.MAX_VALUE));
  }

  /** The same for as many writes as there is time for, from the first question on. */
  static Faults within(Duration time) {
    return new Faults(List.of(), Integer.MAX_VALUE, time);
  }

  @Override
  public boolean hasNext() {
    if (next == 0) {
      begun = System.nanoTime();
    }
    return next < most && System.nanoTime() - begun < nanos;
  }

  @Override
  public Fault next() {
    if (next >= most) {
      throw new NoSuchElementException("no further write");
    }
    next++;
    if (!given.isEmpty()) {
      return given.get(next - 1);
    }
    List<Fault> all = Fault.all();
    return next % EVERY == 0 ? all.get((next / EVERY - 1) % all.size()) : Fault.NONE;
  }

  /** How far they are, such as {@code 3 of 200}. */
  String progress() {
    return most == Integer.MAX_VALUE ? String.valueOf(next) : next + " of " + most;
  }
}
