package io.zklocked.runtime.engine;

/**
 * What a user may decide about how locks are kept. Immutable.
 *
 * @param handOff whether a lock is handed over between threads of this process without asking the
 *     servers
 * @param retainNanos for how long a lock that nobody wants is kept after its release, where its
 *     request does not say; 0 for not at all
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

  /** For how long a lock may be kept that was asked for so; 0 for not at all. */
  long retainNanos(Request request) {
    if (verifiedRelease) {
      return 0;
    }
    return request.retainNanos() == Request.AS_CONFIGURED ? retainNanos : request.retainNanos();
  }
}
