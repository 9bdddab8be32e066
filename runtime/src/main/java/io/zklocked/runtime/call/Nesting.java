package io.zklocked.runtime.call;

import io.zklocked.runtime.engine.Request;

/**
 * One lock that is held while another is about to be waited for. Immutable.
 *
 * @param held the lock that is held
 * @param wanted the one that is wanted
 * @param gates what else is held
 */
record Nesting(Request held, Request wanted, Gates gates) {

  /** By their paths. */
  Order ofKeys() {
    return new Order(held.path(), wanted.path());
  }

  /** Whether one of them says nothing of its kind. */
  boolean isByHand() {
    return isByHand(held.label()) || isByHand(wanted.label());
  }

  /** Whether neither says anything of its kind. */
  boolean isAllByHand() {
    return isByHand(held.label()) && isByHand(wanted.label());
  }

  private static boolean isByHand(String label) {
    return label.equals(Acquirer.BY_HAND);
  }
}
