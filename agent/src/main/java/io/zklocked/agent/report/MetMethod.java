package io.zklocked.agent.report;

import io.zklocked.agent.weave.MethodFate;
import java.util.concurrent.atomic.LongAdder;

/**
 * A method that the agent has met, with the count of its calls. Holds on to nothing of its class's
 * loader. Immutable but for the count.
 */
record MetMethod(MethodFate fate, LongAdder calls) {

  /** The same method, of which something else is known now. */
  MetMethod with(MethodFate changed) {
    return new MetMethod(changed, calls);
  }
}
