package io.zklocked.runtime.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A process, with its clocks and timers. While it is stopped, messages wait and timers do not ring;
 * when it goes on, what waited is taken in any order that keeps the order of messages. Confined to
 * one thread.
 */
class SimProcess {

  final SimWorld world;
  final String name;
  final SimClock clock;
  private final Deque<Runnable> messages = new ArrayDeque<>();
  private final Deque<Runnable> alarms = new ArrayDeque<>();
  private boolean isStopped;
  private boolean isDead;

  SimProcess(SimWorld world, String name, double rate) {
    this.world = world;
    this.name = name;
    this.clock = new SimClock(world, rate);
  }

  final boolean isStopped() {
    return isStopped;
  }

  final boolean isDead() {
    return isDead;
  }

  /** A message has arrived. */
  final void deliver(Runnable message) {
    if (isStopped) {
      messages.add(message);
    } else if (!isDead) {
      message.run();
    }
  }

  /** Rings after a time on the monotonic clock of this process. */
  final void after(long nanos, Runnable event) {
    long due = clock.nanos() + Math.max(0, nanos);
    world.after(clock.untilLocal(Math.max(0, nanos)), () -> ring(due, event));
  }

  private void ring(long due, Runnable event) {
    if (isDead) {
      return;
    }
    if (isStopped) {
      alarms.add(() -> ring(due, event));
      return;
    }
    long left = due - clock.nanos();
    if (left > 1_000) {
      world.after(clock.untilLocal(left), () -> ring(due, event));
    } else {
      event.run();
    }
  }

  /** Stops for a while; both clocks go on, or only the wall clock. */
  final void stop(long nanos, boolean standsStill) {
    if (isStopped || isDead) {
      return;
    }
    if (world.traces) {
      world.note(name + " stops for " + nanos / 1e9 + (standsStill ? ", its clock too" : ""));
    }
    isStopped = true;
    world.after(
        nanos,
        () -> {
          isStopped = false;
          if (standsStill) {
            clock.standStill(nanos);
          }
          if (world.traces) {
            world.note(name + " goes on");
          }
          catchUp();
        });
  }

  private void catchUp() {
    while (!isStopped && !isDead && (!messages.isEmpty() || !alarms.isEmpty())) {
      boolean takesMessage = alarms.isEmpty() || (!messages.isEmpty() && world.chance(0.5));
      (takesMessage ? messages : alarms).remove().run();
    }
  }

  /** Is killed. */
  final void die() {
    isDead = true;
    messages.clear();
    alarms.clear();
  }
}
