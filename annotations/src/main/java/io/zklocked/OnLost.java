package io.zklocked;

/**
 * What a call of a locked method does when its lock is lost while its body runs. Whatever it is,
 * the loss is logged and counted once, and {@link HeldLock#ensureValid()} throws.
 */
public enum OnLost {
  /**
   * The body runs on; the call throws {@link LockLostException} when it has ended. If the body
   * failed, its own exception is thrown and the other added to it as suppressed.
   */
  THROW,

  /**
   * As {@link #THROW}, and the thread that runs the body is interrupted as soon as the loss is
   * known, so that what it waits for ends. The interrupt comes while the body runs or not at all,
   * and the thread is not interrupted any more when the call has ended, unless somebody else had
   * interrupted it before the loss. An interrupt from elsewhere that comes between the loss and the
   * end of the body cannot be told from this one, and ends with it.
   *
   * <p>Where the method returns a {@code CompletionStage}, its body has ended when it has returned.
   * A lock that cannot be proven for a while is not lost yet, and interrupts nobody.
   */
  INTERRUPT,

  /** The loss is logged and counted, and the call returns as if nothing had happened. */
  REPORT
}
