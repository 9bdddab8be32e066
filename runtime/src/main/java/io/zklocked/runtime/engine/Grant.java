package io.zklocked.runtime.engine;

import io.zklocked.Fencing;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import java.util.concurrent.CompletableFuture;
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
   * Why the grant is not valid now, as far as the monotonic clock tells: at half the price of
   * {@link #loss}, for somebody behind whom the lock is held on, until both clocks are read. It may
   * stand still while a machine is suspended.
   *
   * @return the reason, or null while the grant seems valid
   */
  default LockLostException.@Nullable Reason lossByOneClock() {
    return loss();
  }

  /**
   * What is known of the loss beyond its reason.
   *
   * @return who broke the lock and why, in one line that is safe to print, if the reason is {@link
   *     LockLostException.Reason#BROKEN}; null otherwise
   */
  default @Nullable String lossWord() {
    return null;
  }

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

  /**
   * Grants the same lock to the same holder once more, by this closed grant: at once, if it has
   * been kept since it was closed, and under every condition under which a new request would be
   * served. From then on the grant is as one that was never closed, with a greater fencing token.
   * For whoever has closed it and is the only one who still knows it: to anybody else it would seem
   * to be the old one.
   *
   * @return whether it is granted; otherwise nothing has happened, and a request is to be made
   */
  default boolean reopen() {
    return false;
  }

  /**
   * What the release reveals, once the servers have confirmed it: only then is it certain that the
   * lock was held until its end.
   *
   * @return where {@link Policy#verifiedRelease releases are verified}, completes after {@link
   *     #close}, with null if the lock was held throughout or was handed on, or with the reason if
   *     it was not; on the thread that brings the answer. Elsewhere complete at once, with what is
   *     known
   */
  CompletableFuture<LockLostException.@Nullable Reason> released();
}
