package io.zklocked.runtime.call;

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

  /** What is not valid now, or null. */
  abstract @Nullable LockLostException loss();
}
