package io.zklocked.runtime;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Several locks that were acquired together, until they are closed. Immutable; thread-safe: any
 * thread may ask and close.
 *
 * <p>They hold together only in that all of them were valid when this was given. Each has a state
 * and a fencing token of its own, and is lost on its own: what was done under all of them is safe
 * only while all are valid.
 */
public final class JointHold implements AutoCloseable {

  private final List<Hold> holds;

  JointHold(List<Hold> holds) {
    this.holds = List.copyOf(holds);
  }

  /**
   * The locks, one for each resource: first those that the thread held before, then the others, in
   * the order in which they were acquired.
   *
   * @return the holds; to close one of them releases that lock alone
   */
  public List<Hold> holds() {
    return holds;
  }

  /**
   * One of the locks.
   *
   * @param resource as it was acquired
   * @return its hold
   * @throws IllegalArgumentException if it was not acquired with these
   */
  public Hold hold(String resource) {
    for (Hold hold : holds) {
      if (hold.resource().equals(resource)) {
        return hold;
      }
    }
    throw new IllegalArgumentException(
        "'" + resource + "' was not acquired with these locks: " + this);
  }

  /**
   * The fencing token of one of the locks, to be given to what that lock protects.
   *
   * @param resource as it was acquired
   * @return as {@link Hold#fencing()}
   * @throws IllegalArgumentException if it was not acquired with these
   */
  public Fencing fencing(String resource) {
    return hold(resource).fencing();
  }

  /**
   * How far the locks may be trusted now: as far as the worst of them. Asks nobody.
   *
   * @return the state
   */
  public LockState state() {
    return holds.stream().map(Hold::state).max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Checks that all locks are still held.
   *
   * @throws LockLostException if one is lost or cannot be proven; it names the first of them
   */
  public void ensureValid() {
    holds.forEach(Hold::ensureValid);
  }

  /**
   * How long all locks have been held.
   *
   * @return the time since the last grant
   */
  public Duration heldFor() {
    return holds.stream().map(Hold::heldFor).min(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Releases the locks, in the reverse of their order; each as {@link Hold#close()}. Only the first
   * call has an effect.
   *
   * @throws LockLostException if one of them was not valid until now; further losses are added to
   *     it as suppressed
   */
  @Override
  public void close() {
    LockLostException first = null;
    for (int i = holds.size() - 1; i >= 0; i--) {
      try {
        holds.get(i).close();
      } catch (LockLostException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** The locks. */
  @Override
  public String toString() {
    return holds.toString();
  }
}
