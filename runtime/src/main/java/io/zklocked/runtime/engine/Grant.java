package io.zklocked.runtime.engine;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import org.jspecify.annotations.Nullable;

/**
 * The engine's word that a lock is held, until it is closed or lost. Thread-safe: any thread may
 * ask and close. No method blocks.
 */
public interface Grant {

  /**
   * The lock.
   *
   * @return the request that was granted
   */
  Request request();

  /**
   * How far the grant may be trusted now.
   *
   * @return the state
   */
  LockState state();

  /**
   * Why the grant is not valid now.
   *
   * @return the reason, or null while it is valid
   */
  LockLostException.@Nullable Reason loss();

  /**
   * The fencing token.
   *
   * @return greater than that of every earlier exclusive grant of the same key
   */
  Fencing fencing();

  /**
   * How long the lock has been held.
   *
   * @return nanoseconds since the grant; after the close, until the close
   */
  long heldNanos();

  /**
   * Asks to be told when the grant is lost; at once if it is lost already. At most one listener.
   *
   * @param listener called once, on the thread that brings the event; must not block
   */
  void onLost(Runnable listener);

  /**
   * Releases the lock. The contender's node is deleted in the background. Only the first call has
   * an effect.
   *
   * @return why the lock was not valid at its end, or null if it was
   */
  LockLostException.@Nullable Reason close();
}
