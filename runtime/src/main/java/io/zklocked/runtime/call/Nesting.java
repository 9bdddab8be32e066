package io.zklocked.runtime.call;

import io.zklocked.runtime.engine.Request;

/**
 * One lock that is held while another is about to be waited for. Immutable.
 *
 * @param held the lock that is held
 * @param wish the one that is wanted
 * @param gates what else is held
 */
record Nesting(Request held, Acquirer.Wish wish, Gates gates) {

  /** By their paths. */
  Order ofKeys() {
    return new Order(held.path(), wish.key().path());
  }

  /** Whether one of them says nothing of its kind. */
  boolean isByHand() {
    return isByHand(held.label()) || isByHand(wish.label());
  }

  /** Whether neither says anything of its kind. */
  boolean isAllByHand() {
    return isByHand(held.label()) && isByHand(wish.label());
  }

  private static boolean isByHand(String label) {
    return label.equals(Acquirer.BY_HAND);
  }
}
