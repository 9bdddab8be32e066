package io.zklocked.faults;

import io.zklocked.HeldLock;
import java.util.function.BooleanSupplier;

/**
 * Whether a body may believe that it holds its lock, with the token of that lock.
 *
 * @param czxid the first part of the token
 * @param grant the second part
 * @param valid asks again
 */
record Belief(long czxid, long grant, BooleanSupplier valid) {

  /** The lock of the calling thread. */
  static Belief inHeldLock() {
    HeldLock lock = HeldLock.current();
    return new Belief(
        lock.fencing().czxid(),
        lock.fencing().grant(),
        () -> lock.state() == io.zklocked.LockState.VALID);
  }
}
