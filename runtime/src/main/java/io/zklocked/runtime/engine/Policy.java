package io.zklocked.runtime.engine;

/**
 * What a user may decide about how locks are kept. Immutable.
 *
 * @param handOff whether a lock is handed over between threads of this process without asking the
 *     servers
 * @param retainNanos for how long a lock that nobody wants is kept after its release; 0 for not at
 *     all
 * @param verifiedRelease whether a release is to be confirmed by the servers: such a lock is never
 *     handed over nor kept
 * @param writeBeats whether the session is proven by transactions while anything is held; by syncs
 *     otherwise, which a leader that has been deposed may answer too
 */
public record Policy(
    boolean handOff, long retainNanos, boolean verifiedRelease, boolean writeBeats) {

  /** Hands over, keeps nothing, releases in the background, proves by transactions. */
  public static final Policy DEFAULT = new Policy(true, 0, false, true);

  /** Checks the time. */
  public Policy {
    if (retainNanos < 0) {
      throw new IllegalArgumentException("a lock cannot be kept for " + retainNanos + " ns");
    }
  }

  /** Whether a lock may be handed over. */
  boolean handsOver() {
    return handOff && !verifiedRelease;
  }

  /** Whether a lock may be kept. */
  boolean retains() {
    return retainNanos > 0 && !verifiedRelease;
  }
}
