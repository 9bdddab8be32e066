package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done once the engine's lock is free again: requests to the ensemble, outcomes to
 * complete, observers to tell, in the order in which they were decided. Used again for each event,
 * and guarded by the engine's lock.
 */
final class Effects {

  private @Nullable Runnable first;
  private @Nullable List<Runnable> further;

  void add(Runnable effect) {
    if (first == null) {
      first = effect;
      return;
    }
    if (further == null) {
      further = new ArrayList<>(4);
    }
    further.add(effect);
  }

  /**
   * Takes out all that is to be done. As most events decide nothing or one thing, nothing is made
   * for these.
   *
   * @return does all of it, whatever a part of it throws; null if there is nothing to do
   */
  @Nullable Runnable take() {
    Runnable only = first;
    List<Runnable> others = further;
    first = null;
    further = null;
    return only == null || others == null ? only : new All(only, others);
  }

  /** Several effects. A logger that fails must not keep a node in line. */
  private record All(Runnable first, List<Runnable> further) implements Runnable {

    @Override
    public void run() {
      Throwable failure = failure(null, first);
      for (Runnable effect : further) {
        failure = failure(failure, effect);
      }
      if (failure instanceof Error error) {
        throw error;
      } else if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }

    private static @Nullable Throwable failure(@Nullable Throwable before, Runnable effect) {
      try {
        effect.run();
        return before;
      } catch (RuntimeException | Error e) {
        if (before == null) {
          return e;
        }
        before.addSuppressed(e);
        return before;
      }
    }
  }
}
