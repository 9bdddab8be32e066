package io.zklocked.runtime.engine;

/**
 * How often a lock may go on to the next thread of this process before others have their turn.
 * Guarded by the engine's lock.
 *
 * <p>Little once somebody else is known to wait. Much otherwise, but not without limit, because the
 * watch that would tell of him may have been missed; a listing that shows nobody renews it.
 */
final class Budget {

  private static final int MOST_CONTENDED = 32;
  private static final long LONGEST_CONTENDED_NANOS = 20_000_000L;
  private static final int MOST_ALONE = 10_000;
  private static final long LONGEST_ALONE_NANOS = 1_000_000_000L;

  /** After so long it is time to look whether anybody else has come. */
  static final long UNSEEN_NANOS = LONGEST_ALONE_NANOS / 2;

  private boolean contended;
  private long since;
  private int left;

  Budget(boolean contended, long nowNanos) {
    this.contended = contended;
    renew(nowNanos);
  }

  private void renew(long nowNanos) {
    since = nowNanos;
    left = contended ? MOST_CONTENDED : MOST_ALONE;
  }

  /** Somebody else has joined the line. */
  void contended(long nowNanos) {
    if (!contended) {
      contended = true;
      renew(nowNanos);
    }
  }

  /** A listing has shown that nobody else is in line. */
  void alone(long nowNanos) {
    if (!contended) {
      renew(nowNanos);
    }
  }

  boolean isContended() {
    return contended;
  }

  boolean allows(long nowNanos) {
    long longest = contended ? LONGEST_CONTENDED_NANOS : LONGEST_ALONE_NANOS;
    return left > 0 && nowNanos - since < longest;
  }

  void spend() {
    left--;
  }

  /** Whether it is time to look whether anybody else has come. */
  boolean isHalfSpent(long nowNanos) {
    return !contended && (left < MOST_ALONE / 2 || nowNanos - since >= UNSEEN_NANOS);
  }
}
