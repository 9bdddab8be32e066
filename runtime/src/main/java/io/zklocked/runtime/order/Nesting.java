package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import java.util.List;

/**
 * One lock that is held while another is about to be waited for. Immutable.
 *
 * @param held the lock that is held
 * @param wanted the one that is wanted
 * @param gates what else is held
 */
record Nesting(Request held, Request wanted, Gates gates) {

  static Nesting of(Request held, Request wanted, List<Request> holds) {
    return new Nesting(held, wanted, Gates.beside(held, holds));
  }

  /** Whether one of two locks says nothing of its kind. */
  static boolean isByHand(Request held, Request wanted) {
    return isByHand(held) || isByHand(wanted);
  }

  private static boolean isByHand(Request lock) {
    return lock.label().equals(Request.BY_HAND);
  }

  /** The order as one of kinds. */
  Witness ofKinds(Order order, NestedCall call) {
    return new Witness(order, gates, call, held.label(), wanted.label(), "");
  }

  /** The order as one of keys: of one kind, of locks by hand, or of a lock by hand and a kind. */
  Witness ofKeys(Order order, NestedCall call, String kind) {
    boolean isAllByHand = isByHand(held) && isByHand(wanted);
    return new Witness(
        order,
        gates,
        call,
        held.resource(),
        wanted.resource(),
        isAllByHand ? Request.BY_HAND : kind);
  }
}
