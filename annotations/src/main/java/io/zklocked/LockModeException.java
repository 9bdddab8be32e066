package io.zklocked;

import java.util.Map;

/**
 * Says that another kind of lock lies under the same path, so that a grant could not be trusted.
 * The body did not run.
 */
public final class LockModeException extends ZkLockException {

  private static final long serialVersionUID = 1L;

  private LockModeException(Map<String, ?> facts) {
    super(facts);
  }

  /**
   * Builds the exception from facts.
   *
   * @param facts as in {@link ZkLockException}
   * @return the exception, not thrown yet
   */
  public static LockModeException of(Map<String, ?> facts) {
    return new LockModeException(facts);
  }
}
