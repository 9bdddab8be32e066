package io.zklocked.sample.demo.page;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time that one track of a process spent in one way. Immutable.
 *
 * @param row the process, by its number
 * @param track which of the process
 * @param kind how it was spent
 * @param what the lock; what stands behind a {@code #} is a remark
 * @param from when it began
 * @param to when it ended; not before
 */
public record Span(int row, int track, Kind kind, String what, Instant from, Instant to) {

  /** How a stretch of time is spent. */
  public enum Kind {
    /** Waiting for the lock. */
    WAITING,
    /** Inside, alone as it should be. */
    HOLDING,
    /** Inside, beside others that share the lock. */
    SHARING
  }

  /** Checks the order of the ends. */
  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("ends before it begins: " + from + ", " + to);
    }
  }

  /** The lock. */
  public String lock() {
    int remark = what.indexOf('#');
    return remark < 0 ? what : what.substring(0, remark);
  }

  /** What is written into the picture: the remark, or the end of the lock's name. */
  public String label() {
    int remark = what.indexOf('#');
    return what.substring((remark < 0 ? what.lastIndexOf('/') : remark) + 1);
  }

  /** How long it was. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /**
   * Whether two have a moment in common.
   *
   * @param other another
   */
  public boolean overlaps(Span other) {
    return from.isBefore(other.to) && other.from.isBefore(to);
  }
}
