package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one caller wants, and how it behaves. Immutable.
 *
 * @param request which lock
 * @param waitNanos how long it waits; {@link Long#MAX_VALUE} for as long as it takes
 * @param leaving how it gives up
 * @param bodyNanos how long its body runs
 * @param stopsWhenLost whether its body ends early when it is told that the lock is lost
 * @param downgrades whether a writer goes on as a reader
 * @param inner what its body acquires in turn; null if nothing
 * @param several which locks it wants all at once, in place of one; empty if one
 */
record SimCall(
    Request request,
    long waitNanos,
    Attempt.Reason leaving,
    long bodyNanos,
    boolean stopsWhenLost,
    boolean downgrades,
    @Nullable Request inner,
    List<Request> several) {

  /** Draws a call of one of ours. */
  static SimCall draw(SimWorld world, SimShape shape) {
    return shape.readsAndWrites() && world.chance(0.6)
        ? draw("/zklocked/rw", world.chance(0.5) ? LockMode.READ : LockMode.WRITE, world, shape)
        : drawPlain(world, shape);
  }

  /** Draws a call for an exclusive lock, which peers know as well. */
  static SimCall drawPlain(SimWorld world, SimShape shape) {
    boolean isRemovable = world.chance(0.7);
    String path = (isRemovable ? "/zklocked/k" : "/shared/deep/k") + world.pick(shape.keys());
    return draw(path, LockMode.EXCLUSIVE, world, shape);
  }

  /** Draws a patient call of a long body, for a lock that many want. */
  static SimCall drawLong(SimWorld world, SimShape shape) {
    return new SimCall(
        request("/zklocked/k0", LockMode.EXCLUSIVE, false),
        Long.MAX_VALUE,
        Attempt.Reason.TIMEOUT,
        world.between(shape.timeoutNanos() / 4, 2 * shape.timeoutNanos()),
        world.chance(0.5),
        false,
        null,
        List.of());
  }

  /** The same, given up soon. */
  SimCall within(long patience) {
    return new SimCall(
        request, patience, leaving, bodyNanos, stopsWhenLost, downgrades, inner, several);
  }

  private static SimCall draw(String path, LockMode mode, SimWorld world, SimShape shape) {
    boolean isPatient = world.chance(0.6);
    boolean nests = path.endsWith("k0") && shape.keys() > 1 && world.chance(0.3);
    return new SimCall(
        request(path, mode, world.chance(0.1)),
        isPatient ? Long.MAX_VALUE : world.between(0, shape.timeoutNanos()),
        world.chance(0.5) ? Attempt.Reason.TIMEOUT : Attempt.Reason.INTERRUPT,
        body(world, shape),
        world.chance(0.5),
        mode == LockMode.WRITE && world.chance(0.3),
        nests ? request(path.replace("k0", "k1"), LockMode.EXCLUSIVE, false) : null,
        List.of());
  }

  /** What follows from within its body: as patient, with nothing after it. */
  SimCall within(Request next) {
    return new SimCall(next, waitNanos, leaving, bodyNanos, stopsWhenLost, false, null, List.of());
  }

  /** The same for several locks at once. */
  SimCall together(List<Request> all) {
    return new SimCall(
        all.get(0), waitNanos, leaving, bodyNanos, stopsWhenLost, false, null, List.copyOf(all));
  }

  /** The same for two locks, the second within the body of the first. */
  SimCall oneInOther(List<Request> two) {
    return new SimCall(
        two.get(0), waitNanos, leaving, bodyNanos, stopsWhenLost, false, two.get(1), List.of());
  }

  static Request request(String path, LockMode mode, boolean once) {
    return request(path, mode, 1, once);
  }

  static Request request(String path, LockMode mode, int permits, boolean once) {
    return new Request(
        path, path, "k{n}", "t", "m", mode, permits, once, false, path.startsWith("/zklocked/"));
  }

  private static long body(SimWorld world, SimShape shape) {
    return switch (world.pick(4)) {
      case 0 -> world.between(0, 20_000_000L);
      case 1 -> world.between(0, SimWorld.SECOND);
      case 2 -> world.between(0, shape.timeoutNanos() / 2);
      default -> world.between(0, 2 * shape.timeoutNanos());
    };
  }
}
