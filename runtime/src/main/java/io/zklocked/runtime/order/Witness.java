package io.zklocked.runtime.order;

/**
 * That an order was seen, and where. Immutable.
 *
 * @param order which
 * @param gates what was held each time it was seen
 * @param call where it was seen with no more than these gates
 * @param held the first lock as a person knows it
 * @param wanted the second
 * @param kind of which kind both locks are, if their keys are compared; empty for locks of several
 *     kinds
 */
record Witness(Order order, Gates gates, NestedCall call, String held, String wanted, String kind) {

  /** The same order, seen here as well; whoever had fewer gates tells more. */
  Witness and(Witness later) {
    return gates.areWithin(later.gates)
        ? this
        : new Witness(
            order, gates.common(later.gates), later.call, later.held, later.wanted, later.kind);
  }
}
