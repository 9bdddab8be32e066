package io.zklocked;

/** What a call of a locked method does when its wait time has passed and the lock is still held. */
public enum OnBusy {
  /** The call throws {@link LockBusyException}. */
  THROW,

  /**
   * The body is skipped, and the call returns {@code null}, an empty {@code Optional}, a stage that
   * is completed with {@code null}, or a publisher of nothing, as its return type asks. Not for
   * methods that return a primitive. An ensemble that cannot be reached is not "busy": that still
   * throws.
   */
  SKIP
}
