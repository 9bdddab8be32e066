package io.zklocked;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says that a lock was lost, or could no longer be proven, while its body ran: another process may
 * have been in the same section. Thrown at the end of the body, or by {@link
 * HeldLock#ensureValid()} within it; or just before the commit of a transaction, which is rolled
 * back then. What the body did otherwise stands; check it, or let the resource refuse late writes
 * by {@link HeldLock#fencingToken()}.
 */
public final class LockLostException extends ZkLockException {

  private static final long serialVersionUID = 1L;

  /** Why a lock is no longer held. */
  public enum Reason {
    /** The session with the ensemble ended, and the lock's node with it. */
    SESSION_EXPIRED,
    /** Somebody deleted the lock's node. */
    NODE_DELETED,
    /** An operator broke the lock, by the command {@code zklocked break}; the message says why. */
    BROKEN,
    /** The ensemble was silent for so long that the lock could not be proven at the end. */
    UNPROVEN,
    /** This process shut down, and the body did not end within the grace time. */
    SHUTDOWN
  }

  private final Reason reason;
  private final boolean committed;

  private LockLostException(Map<String, ?> facts) {
    super(facts);
    this.reason = reason(Facts.text(facts, "reason"));
    this.committed = Boolean.TRUE.equals(Facts.value(facts, "committed", Boolean.class));
  }

  /**
   * Builds the exception from facts.
   *
   * @param facts as in {@link ZkLockException}, and {@code reason} (the name of a {@link Reason};
   *     one that this version does not know counts as {@link Reason#UNPROVEN}), and {@code
   *     committed} (a {@link Boolean}; false if it is absent)
   * @return the exception, not thrown yet
   */
  public static LockLostException of(Map<String, ?> facts) {
    return new LockLostException(facts);
  }

  /**
   * Why the lock is no longer held.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Whether a transaction under the lock had committed already when the loss was seen, so that what
   * it wrote stands; or may have, where its end is not known. One that had not is rolled back.
   *
   * @return true if one had; false as well where transactions are not seen, as without the agent
   */
  public boolean hasCommitted() {
    return committed;
  }

  private static Reason reason(@Nullable String name) {
    for (Reason reason : Reason.values()) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    return Reason.UNPROVEN;
  }
}
