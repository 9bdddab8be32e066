package io.zklocked.runtime.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The time of a simulation, and everything that will happen in it. One seed decides all. Confined
 * to one thread.
 */
final class SimWorld {

  static final long SECOND = 1_000_000_000L;
  static final long TIMEOUT = 15 * SECOND;

  private record Event(long at, long order, Runnable what) {}

  final long seed;
  final Random random;

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Deque<String> trace = new ArrayDeque<>();
  private long now;
  private long order;
  private long steps;

  /** Whether links break, servers lag and operators meddle. */
  boolean isRough = true;

  SimWorld(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  long now() {
    return now;
  }

  long steps() {
    return steps;
  }

  void after(long nanos, Runnable what) {
    events.add(new Event(now + Math.max(0, nanos), order++, what));
  }

  /** Lets everything happen that is due within a time, and checks after every step. */
  void run(long nanos, Runnable check) {
    long end = now + nanos;
    while (!events.isEmpty() && events.peek().at() <= end) {
      Event event = events.remove();
      now = event.at();
      steps++;
      event.what().run();
      check.run();
    }
    now = end;
  }

  long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least));
  }

  /** Whether a fault of some probability strikes; never once the faults have stopped. */
  boolean strikes(double probability) {
    return isRough && random.nextDouble() < probability;
  }

  void note(String what) {
    trace.add("%12.6f %s".formatted(now / 1e9, what));
    if (trace.size() > 120) {
      trace.remove();
    }
  }

  AssertionError violation(String what) {
    return new AssertionError(what + "\nat seed " + seed + ", after:\n" + String.join("\n", trace));
  }
}
