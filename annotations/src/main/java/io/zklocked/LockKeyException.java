package io.zklocked;

import java.util.Map;

/**
 * Says that the key of a lock cannot be rendered: a placeholder is unknown, a value is null, empty
 * or of a type that cannot be a key. The message names the placeholder and the remedy. The body did
 * not run.
 */
public final class LockKeyException extends ZkLockException {

  private static final long serialVersionUID = 1L;

  private LockKeyException(Map<String, ?> facts) {
    super(facts);
  }

  /**
   * Builds the exception from facts.
   *
   * @param facts as in {@link ZkLockException}
   * @return the exception, not thrown yet
   */
  public static LockKeyException of(Map<String, ?> facts) {
    return new LockKeyException(facts);
  }
}
