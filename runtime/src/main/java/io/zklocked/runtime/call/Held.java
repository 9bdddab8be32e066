package io.zklocked.runtime.call;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import org.jspecify.annotations.Nullable;

/** What one call holds: one lock, or several together. Each use is left once. */
abstract class Held {

  /** The frame that entered ends; returns what was lost, or null. */
  abstract @Nullable LockLostException leave();

  /** A frame ends whose result is still to come: what is held is kept, but not by the thread. */
  abstract void leaveFrame();

  /** That result has come, on a thread that must not wait; returns what was lost, or null. */
  abstract @Nullable LockLostException leaveUse();

  /** For how long all of it has been held. */
  abstract long heldNanos();

  /** The thread that entered; null if none did. */
  abstract @Nullable Thread owner();

  /** Whether nobody relies on it any more. */
  abstract boolean isClosed();

  /** The fencing token of one lock; several have no token together. */
  abstract Fencing fencing();

  /** From now on the loss of what is held interrupts a body; at once if it is lost already. */
  abstract void watch(BodyInterrupt body);

  /** The body ends. */
  abstract void unwatch(BodyInterrupt body);

  /** A transaction under it must not be committed once it is lost. */
  abstract void checkAtCommit();

  /** What is not valid now, or null. */
  abstract @Nullable LockLostException loss();

  /**
   * The same for a body that begins on the calling thread, in the place of this one, which no
   * thread has entered and nobody leaves any more.
   */
  abstract Held entered();
}
