package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the callers of a schedule want beside one exclusive, read or write lock each. Most seeds
 * decide for nothing; those that end in 3 for permits of a semaphore, those that end in 7 for
 * several locks at once. Immutable.
 *
 * @param wish what they want
 * @param permits how many permits the semaphores have
 * @param isSorted whether who wants several locks leaves their order to the engine
 */
record SimWork(Wish wish, int permits, boolean isSorted) {

  /** What is wanted beside single locks. */
  enum Wish {
    NOTHING,
    PERMITS,
    SEVERAL
  }

  static SimWork of(SimWorld world, Flaw flaw) {
    Wish wish = flaw == Flaw.NONE ? byLastDigit(world.seed) : flaw.wish();
    int permits = wish == Wish.PERMITS ? 1 + world.pick(3) : 1;
    return new SimWork(wish, permits, flaw != Flaw.OWN_ORDER);
  }

  private static Wish byLastDigit(long seed) {
    return switch ((int) (seed % 10)) {
      case 3 -> Wish.PERMITS;
      case 7 -> Wish.SEVERAL;
      default -> Wish.NOTHING;
    };
  }

  /** Draws a call of one of ours. */
  SimCall draw(SimWorld world, SimShape shape) {
    if (wish == Wish.NOTHING || world.chance(0.3)) {
      return SimCall.draw(world, shape);
    }
    SimCall plain = SimCall.drawPlain(world, shape);
    boolean once = plain.request().once();
    if (wish == Wish.PERMITS) {
      String path = world.chance(0.8) ? "/zklocked/s" : "/shared/deep/s";
      return plain.within(SimCall.request(path, LockMode.SEMAPHORE, permits, once));
    }
    List<Request> several = several(world, shape, once);
    return isSorted ? plain.together(several) : plain.oneInOther(several);
  }

  private static List<Request> several(SimWorld world, SimShape shape, boolean once) {
    List<Request> all = new ArrayList<>();
    for (int key = 0; key < shape.keys(); key++) {
      all.add(SimCall.request("/zklocked/k" + key, LockMode.EXCLUSIVE, once));
      all.add(SimCall.request("/shared/deep/k" + key, LockMode.EXCLUSIVE, once));
    }
    if (shape.readsAndWrites()) {
      LockMode mode = world.chance(0.5) ? LockMode.READ : LockMode.WRITE;
      all.add(SimCall.request("/zklocked/rw", mode, once));
    }
    int number = Math.min(all.size(), 2 + world.pick(2));
    List<Request> some = new ArrayList<>();
    while (some.size() < number) {
      some.add(all.remove(world.pick(all.size())));
    }
    if (world.chance(0.1)) {
      some.add(some.get(0));
    }
    return some;
  }
}
