package io.zklocked;

import java.util.Map;

/**
 * Says that no ensemble could give the lock within the wait time: it could not be reached, did not
 * answer, refused the request, or this process is shutting down. The body did not run.
 */
public final class LockUnavailableException extends ZkLockException {

  private static final long serialVersionUID = 1L;

  private LockUnavailableException(Map<String, ?> facts) {
    super(facts);
  }

  /**
   * Builds the exception from facts.
   *
   * @param facts as in {@link ZkLockException}
   * @return the exception, not thrown yet
   */
  public static LockUnavailableException of(Map<String, ?> facts) {
    return new LockUnavailableException(facts);
  }
}
