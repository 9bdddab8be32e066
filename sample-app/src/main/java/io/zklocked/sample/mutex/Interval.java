package io.zklocked.sample.mutex;

import java.time.Instant;

/**
 * A time that one worker spent in the section. Immutable.
 *
 * @param worker the worker's number
 * @param task the task's number
 * @param contender the fencing token, as text that sorts as the tokens do
 * @param start when it began
 * @param end when it ended; not before the start
 */
public record Interval(int worker, int task, String contender, Instant start, Instant end) {

  /** Checks the order of the ends. */
  public Interval {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("ends before it starts: " + start + ", " + end);
    }
  }

  boolean overlaps(Interval other) {
    boolean inPart = start.isBefore(other.end) && other.start.isBefore(end);
    return inPart || start.equals(other.start);
  }

  /** Who, and from when to when. */
  @Override
  public String toString() {
    return "worker %d, task %d, from %s to %s".formatted(worker, task, start, end);
  }
}
