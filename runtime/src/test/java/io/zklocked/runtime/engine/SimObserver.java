package io.zklocked.runtime.engine;

import java.util.EnumMap;
import java.util.Map;

/** Counts what an engine tells its observer. Confined to one thread. */
final class SimObserver implements LockObserver {

  final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int started;
  private int ended;
  private int released;
  private int lost;

  @Override
  public void started(String label) {
    started++;
  }

  @Override
  public void ended(String label, Outcome outcome, long waitNanos) {
    ended++;
    outcomes.merge(outcome, 1, Integer::sum);
    if (ended > started) {
      throw new AssertionError("more ends than starts");
    }
  }

  @Override
  public void released(String label, long holdNanos) {
    released++;
    if (released > granted()) {
      throw new AssertionError("more releases than grants");
    }
  }

  @Override
  public void overdue(String label) {
    throw new AssertionError("an engine does not know what is overdue");
  }

  @Override
  public void lost(String label, Loss loss) {
    lost++;
    if (lost > granted()) {
      throw new AssertionError("more losses than grants");
    }
  }

  @Override
  public void session(SessionState state) {}

  int granted() {
    int granted = 0;
    for (Map.Entry<Outcome, Integer> outcome : outcomes.entrySet()) {
      switch (outcome.getKey()) {
        case BUSY, SKIPPED, UNAVAILABLE, INTERRUPTED -> {}
        default -> granted += outcome.getValue();
      }
    }
    return granted;
  }

  /** Whether nobody waits and nobody holds. */
  boolean isBalanced() {
    return started == ended && released == granted();
  }
}
