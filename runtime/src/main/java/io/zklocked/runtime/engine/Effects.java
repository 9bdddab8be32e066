package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done once the engine's lock is free again: requests to the ensemble, outcomes to
 * complete, observers to tell, in the order in which they were decided. Confined to one event.
 */
final class Effects {

  private final List<Runnable> effects = new ArrayList<>(4);

  void add(Runnable effect) {
    effects.add(effect);
  }

  void run() {
    for (Runnable effect : effects) {
      effect.run();
    }
  }
}
