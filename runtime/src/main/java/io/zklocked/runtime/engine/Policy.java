package io.zklocked.runtime.engine;

import org.jspecify.annotations.Nullable;

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
 * @param breaks where operators leave word of the locks that they broke; null for nowhere
 */
public record Policy(
    boolean handOff,
    long retainNanos,
    boolean verifiedRelease,
    boolean writeBeats,
    @Nullable String breaks) {

  /** Hands over, keeps nothing, releases in the background, proves by transactions. */
  public static final Policy DEFAULT = new Policy(true, 0, false, true);

  /** Checks the time. */
  public Policy {
    if (retainNanos < 0) {
      throw new IllegalArgumentException("a lock cannot be kept for " + retainNanos + " ns");
    }
  }

  /**
   * A policy of a process that does not ask why its locks were broken.
   *
   * @param handOff as above
   * @param retainNanos as above
   * @param verifiedRelease as above
   * @param writeBeats as above
   */
  public Policy(boolean handOff, long retainNanos, boolean verifiedRelease, boolean writeBeats) {
    this(handOff, retainNanos, verifiedRelease, writeBeats, null);
  }

  /**
   * The same policy of a process that asks.
   *
   * @param directory where operators leave word
   * @return a copy
   */
  public Policy askingAt(String directory) {
    return new Policy(handOff, retainNanos, verifiedRelease, writeBeats, directory);
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
