package io.zklocked.runtime.order;

import io.zklocked.LockMode;
import io.zklocked.runtime.engine.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The further locks that a thread holds while it wants one. Two orders that are always taken under
 * one of them never meet: whoever has the gate is alone with what lies behind it. Immutable.
 *
 * @param exclusive the paths of those that one thread holds at a time
 * @param all the paths of those and of the ones that are held for reading; a reader keeps nobody
 *     out but a writer
 */
record Gates(Set<String> exclusive, Set<String> all) {

  static final Gates NONE = new Gates(Set.of(), Set.of());

  /** What is held beside one of the locks. A semaphore of several permits is no gate. */
  static Gates beside(Request held, List<Request> holds) {
    Set<String> exclusive = new HashSet<>();
    Set<String> all = new HashSet<>();
    for (Request gate : holds) {
      if (gate.permits() == 1 && !gate.path().equals(held.path())) {
        all.add(gate.path());
        if (gate.mode() != LockMode.READ) {
          exclusive.add(gate.path());
        }
      }
    }
    return all.isEmpty() ? NONE : new Gates(exclusive, all);
  }

  /** Whether nobody can be behind these and behind those at once. */
  boolean exclude(Gates other) {
    return meet(exclusive, other.all) || meet(all, other.exclusive);
  }

  private static boolean meet(Set<String> some, Set<String> others) {
    for (String path : some) {
      if (others.contains(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each of these is held, beside one of the locks. */
  boolean areBeside(Request held, List<Request> holds) {
    if (all.isEmpty()) {
      return true; // as nearly always
    }
    for (String path : all) {
      if (!isBeside(held, holds, path, exclusive.contains(path))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBeside(
      Request held, List<Request> holds, String path, boolean isExclusive) {
    for (Request gate : holds) {
      if (gate.path().equals(path)
          && gate.permits() == 1
          && !path.equals(held.path())
          && !(isExclusive && gate.mode() == LockMode.READ)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each of these is one of those. */
  boolean areWithin(Gates other) {
    return all.isEmpty() || (other.all.containsAll(all) && other.exclusive.containsAll(exclusive));
  }

  /** Those that are among these and among the others. */
  Gates common(Gates other) {
    if (areWithin(other)) {
      return this;
    }
    Set<String> both = new HashSet<>(all);
    both.retainAll(other.all);
    Set<String> closed = new HashSet<>(exclusive);
    closed.retainAll(other.exclusive);
    return both.isEmpty() ? NONE : new Gates(closed, both);
  }
}
