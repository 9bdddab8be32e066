package io.zklocked;

import java.util.Map;

/**
 * Says that the thread was interrupted while it waited for the lock. The request has left the
 * queue, the thread's interrupt flag is set again, and the body did not run.
 */
public final class LockInterruptedException extends ZkLockException {

  private static final long serialVersionUID = 1L;

  private LockInterruptedException(Map<String, ?> facts) {
    super(facts);
  }

  /**
   * Builds the exception from facts.
   *
   * @param facts as in {@link ZkLockException}
   * @return the exception, not thrown yet
   */
  public static LockInterruptedException of(Map<String, ?> facts) {
    return new LockInterruptedException(facts);
  }
}
