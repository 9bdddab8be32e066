package io.zklocked;

import java.util.Map;

/**
 * Says that a thread which holds a lock wants another one in the opposite order of earlier calls of
 * this process or of others, so that two of them could wait for each other; thrown where the
 * configuration has {@code order-check=fail}, before anything is waited for. The message names both
 * orders and their methods, the causes show where the earlier calls were. The body did not run;
 * what the thread held before, it still holds.
 */
public final class LockOrderException extends ZkLockException {

  private static final long serialVersionUID = 1L;

  private LockOrderException(Map<String, ?> facts) {
    super(facts);
  }

  /**
   * Builds the exception from facts.
   *
   * @param facts as in {@link ZkLockException}
   * @return the exception, not thrown yet
   */
  public static LockOrderException of(Map<String, ?> facts) {
    return new LockOrderException(facts);
  }
}
