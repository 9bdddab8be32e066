package io.zklocked.sample.philosophers;

import io.zklocked.sample.worker.LauncherLine;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Moment.Kind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Eats, and tells when it begins and when it ends. Both are told inside the locks, so that two
 * meals that were told overlap only if two ate at once. Thread-safe.
 */
public final class Mouth {

  private static final int TRACK = 0;

  private final LauncherLine line;

  /**
   * A mouth.
   *
   * @param line to the launcher
   */
  public Mouth(LauncherLine line) {
    this.line = line;
  }

  /** Tells that its owner is hungry and waits. */
  void hunger() {
    line.tell(Moment.now(Kind.WAITS, TRACK, "hungry"));
  }

  /**
   * Eats.
   *
   * @param length how long
   */
  void eat(Duration length) {
    line.tell(Moment.now(Kind.HOLDS, TRACK, "a meal"));
    rest(length);
    line.tell(Moment.now(Kind.LEAVES, TRACK, "a meal"));
  }

  /** Tells that its owner no longer waits, and has not eaten. */
  void giveUp() {
    line.tell(Moment.now(Kind.LEAVES, TRACK, "hungry"));
  }

  /**
   * Tells of something that belongs to no meal.
   *
   * @param what in one line
   */
  void mark(String what) {
    line.tell(Moment.now(Kind.MARKS, TRACK, what));
  }

  /**
   * Lets time pass.
   *
   * @param length how much
   */
  static void rest(Duration length) {
    long until = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
