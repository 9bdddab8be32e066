package io.zklocked.runtime.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The time of a simulation, and everything that will happen in it. One seed decides all. Confined
 * to one thread.
 */
final class SimWorld {

  static final long SECOND = 1_000_000_000L;

  private static final int TRACED = 400;

  final long seed;
  final SplittableRandom random;

  /** Whether what happens is noted, for people; a run is the same without. */
  final boolean traces;

  private final Deque<String> trace = new ArrayDeque<>();
  private long[] times = new long[128];
  private long[] orders = new long[128];
  private @Nullable Runnable[] events = new Runnable[128];
  private int size;
  private long now;
  private long order;
  private long steps;

  /** Whether faults strike. */
  boolean isRough = true;

  SimWorld(long seed, boolean traces) {
    this.seed = seed;
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    this.traces = traces;
  }

  long now() {
    return now;
  }

  /** How much has happened. */
  long steps() {
    return steps;
  }

  void after(long nanos, Runnable event) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      orders = Arrays.copyOf(orders, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
    long time = now + Math.max(0, nanos);
    long mine = order++;
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (times[parent] < time || (times[parent] == time && orders[parent] < mine)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, time, mine, event);
  }

  /** Lets the next thing happen that is due by then; false if there is none. */
  boolean step(long end) {
    Runnable event = events[0];
    if (size == 0 || times[0] > end || event == null) {
      now = Math.max(now, end);
      return false;
    }
    now = times[0];
    steps++;
    removeFirst();
    event.run();
    return true;
  }

  private void removeFirst() {
    Runnable last = events[--size];
    long time = times[size];
    long mine = orders[size];
    events[size] = null;
    if (size == 0 || last == null) {
      return;
    }
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(child + 1, child)) {
        child++;
      }
      if (time < times[child] || (time == times[child] && mine < orders[child])) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, time, mine, last);
  }

  private boolean isBefore(int a, int b) {
    return times[a] < times[b] || (times[a] == times[b] && orders[a] < orders[b]);
  }

  private void move(int from, int to) {
    times[to] = times[from];
    orders[to] = orders[from];
    events[to] = events[from];
  }

  private void put(int at, long time, long mine, Runnable event) {
    times[at] = time;
    orders[at] = mine;
    events[at] = event;
  }

  /** Something at or above the least, below the most. */
  long between(long least, long most) {
    return most <= least ? least : random.nextLong(least, most);
  }

  /** One of so many. */
  int pick(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Whether a fault of some probability strikes; never once the faults have stopped. */
  boolean strikes(double probability) {
    return isRough && random.nextDouble() < probability;
  }

  /** Only to be called while it {@link #traces}. */
  void note(String what) {
    trace.add("%11.6f %s".formatted(now / 1e9, what));
    if (trace.size() > TRACED) {
      trace.remove();
    }
  }

  SimViolation violation(String rule, String what) {
    return new SimViolation(seed, rule, what, String.join("\n", trace));
  }
}
