package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;

/** Counts what an observer is told. Confined to one thread. */
class Tally implements LockObserver {

  final List<Outcome> outcomes = new ArrayList<>();
  final List<Loss> losses = new ArrayList<>();
  final List<SessionState> sessions = new ArrayList<>();
  int started;
  int released;

  @Override
  public void started(String label) {
    started++;
  }

  @Override
  public void ended(String label, Outcome outcome, long waitNanos) {
    outcomes.add(outcome);
    if (outcomes.size() > started) {
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
    losses.add(loss);
    if (losses.size() > granted()) {
      throw new AssertionError("more losses than grants");
    }
  }

  @Override
  public void session(SessionState state) {
    sessions.add(state);
  }

  int granted() {
    return (int) outcomes.stream().filter(Outcome::isGrant).count();
  }

  /** Whether nobody waits and nobody holds. */
  boolean isBalanced() {
    return started == outcomes.size() && released == granted();
  }
}
