package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done once the engine's lock is free again: requests to the ensemble, outcomes to
 * complete, observers to tell, in the order in which they were decided. Confined to one event.
 */
final class Effects {

  private @Nullable List<Runnable> effects;

  void add(Runnable effect) {
    if (effects == null) {
      effects = new ArrayList<>(4);
    }
    effects.add(effect);
  }

  /** Does all of them, whatever one throws: a logger that fails must not keep a node in line. */
  void run() {
    if (effects == null) {
      return;
    }
    Throwable failure = null;
    for (Runnable effect : effects) {
      try {
        effect.run();
      } catch (RuntimeException | Error e) {
        failure = worst(failure, e);
      }
    }
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static Throwable worst(@Nullable Throwable before, Throwable now) {
    if (before == null) {
      return now;
    }
    before.addSuppressed(now);
    return before;
  }
}
