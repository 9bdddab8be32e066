package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Orders that can end in a deadlock, as a person is told of them. Immutable.
 *
 * @param circle who takes what; each wants what the next holds, the last what the first holds
 * @param now the call that is being made, which is the first of the circle; null if it is over
 */
record Disorder(List<Witness> circle, @Nullable NestedCall now) {

  /** What was found, what can happen, and what to do. */
  String message() {
    return "locks are taken in opposite orders: %s. Calls that do so at the same time wait for each other: a deadlock, until a wait time is over. Take these locks in one order everywhere, for instance sorted, or together: several @ZkLocked on one method, or acquireAll."
        .formatted(circle.stream().map(Disorder::placed).collect(Collectors.joining(", but ")));
  }

  private static String placed(Witness witness) {
    String process = witness.call().process();
    return process == null ? said(witness) : "in " + process + " " + said(witness);
  }

  private static String said(Witness witness) {
    NestedCall call = witness.call();
    String holder = call.held().equals(Request.BY_HAND) ? call.held() : "by " + call.held();
    return "%s wants '%s' while '%s' is held %s"
        .formatted(call.wanted(), witness.wanted(), witness.held(), holder);
  }

  /** The stack of the first order, caused by those of the others. */
  Throwable stacks() {
    Witness first = circle.get(0);
    return now == null
        ? trace("here", first, before())
        : now.trace("now: " + said(first), before());
  }

  /** The stacks of all orders but the first. */
  @Nullable Throwable before() {
    Throwable next = null;
    List<Witness> rest = new ArrayList<>(circle.subList(1, circle.size()));
    for (int i = rest.size() - 1; i >= 0; i--) {
      String process = rest.get(i).call().process();
      next = trace(process == null ? "before" : "in " + process, rest.get(i), next);
    }
    return next;
  }

  private static Throwable trace(String where, Witness witness, @Nullable Throwable next) {
    NestedCall call = witness.call();
    return call.trace(
        "%s, on thread %s: %s%s"
            .formatted(
                where,
                call.thread(),
                said(witness),
                call.stack().isEmpty() ? " (its stack was not kept)" : ""),
        next);
  }
}
