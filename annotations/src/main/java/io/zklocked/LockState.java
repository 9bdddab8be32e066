package io.zklocked;

/** How far a held lock may be trusted at this moment. */
public enum LockState {
  /** The lock is held: its session is alive, as far as can be known from here. */
  VALID,

  /**
   * Nobody has taken the lock away for certain, but the ensemble has been silent for so long that
   * somebody may have been granted it. The state becomes {@link #VALID} again once the same session
   * and the lock's node have been seen.
   */
  SUSPECT,

  /** The lock is lost, for good: its session has ended, or its node is gone. */
  LOST
}
