package io.zklocked.sample.philosophers;

import java.time.Duration;
import java.time.Instant;

/**
 * A meal, and the wait for it. Immutable.
 *
 * @param philosopher who ate, from 1
 * @param hungry since when it waited
 * @param from when it began to eat
 * @param to when it had eaten
 */
public record Meal(int philosopher, Instant hungry, Instant from, Instant to) {

  /** Checks the order of the moments. */
  public Meal {
    if (from.isBefore(hungry) || to.isBefore(from)) {
      throw new IllegalArgumentException(
          "out of order: hungry " + hungry + ", eats " + from + ", has eaten " + to);
    }
  }

  boolean overlaps(Meal other) {
    return (from.isBefore(other.to) && other.from.isBefore(to)) || from.equals(other.from);
  }

  Duration waited() {
    return Duration.between(hungry, from);
  }

  Duration length() {
    return Duration.between(from, to);
  }

  /** Who, and from when to when. */
  @Override
  public String toString() {
    return "philosopher %d, from %s to %s".formatted(philosopher, from, to);
  }
}
