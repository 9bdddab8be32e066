package io.zklocked.runtime.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection: keeps the order of its messages, takes its time, may be cut, or
 * stall and be released. Confined to one thread.
 */
final class SimChannel {

  private static final long LEAST_NANOS = 100_000L;
  private static final int SPREAD_NANOS = 2_900_000;

  private final SimWorld world;
  private final SimProcess to;
  private final Deque<Runnable> messages = new ArrayDeque<>();
  private final Runnable pump = this::pump;
  private long busyUntil;
  private long releasedAt;
  private boolean isCut;

  SimChannel(SimWorld world, SimProcess to) {
    this.world = world;
    this.to = to;
  }

  void send(Runnable message) {
    if (isCut) {
      return;
    }
    long arrival = world.now() + LEAST_NANOS + world.pick(SPREAD_NANOS);
    busyUntil = Math.max(busyUntil, arrival);
    messages.add(message);
    world.after(busyUntil - world.now(), pump);
  }

  /** Delivers one message: there is one call for each. */
  private void pump() {
    if (isCut) {
      return;
    }
    if (world.now() < releasedAt) {
      world.after(releasedAt - world.now(), pump);
      return;
    }
    Runnable message = messages.poll();
    if (message != null) {
      to.deliver(message);
    }
  }

  /** Nothing arrives for a while; then everything does. */
  void stall(long nanos) {
    releasedAt = Math.max(releasedAt, world.now() + nanos);
  }

  /** Nothing arrives any more, nor what is on its way. */
  void cut() {
    isCut = true;
    messages.clear();
  }

  boolean isCut() {
    return isCut;
  }
}
