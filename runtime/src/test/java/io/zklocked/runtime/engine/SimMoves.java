package io.zklocked.runtime.engine;

import io.zklocked.LockState;
import java.util.Set;
import java.util.TreeSet;

/** Which moves of the tables of states were seen. Confined to one thread. */
final class SimMoves {

  final Set<String> seen = new TreeSet<>();

  void hold(LockState from, LockState to) {
    seen.add(from + " -> " + to);
  }

  void said(String message) {}

  @Override
  public String toString() {
    return seen.toString();
  }
}
