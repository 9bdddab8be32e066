package io.zklocked.runtime.call;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Orders that can end in a deadlock, as a person is told of them. Immutable.
 *
 * @param steps who takes what; each wants what the next holds, the last what the first holds
 */
record Disorder(List<Step> steps) {

  /**
   * One order.
   *
   * @param held what is held
   * @param wanted what is wanted
   * @param call by whom
   */
  record Step(String held, String wanted, NestedCall call) {

    private String said() {
      String holder = call.held().equals(Acquirer.BY_HAND) ? call.held() : "by " + call.held();
      return "%s wants '%s' while '%s' is held %s".formatted(call.wanted(), wanted, held, holder);
    }
  }

  /** What was found, what can happen, and what to do. */
  String message() {
    return "locks are taken in opposite orders: %s. Calls that do so at the same time wait for each other: a deadlock, until a wait time is over. Take these locks in one order everywhere, for instance sorted, or together: several @ZkLocked on one method, or acquireAll."
        .formatted(steps.stream().map(Step::said).collect(Collectors.joining(", but ")));
  }

  /** The stack of the first step, caused by those of the others. */
  Throwable stacks() {
    Step now = steps.get(0);
    return now.call().trace("now: " + now.said(), before());
  }

  /** The stacks of all steps but the first. */
  @Nullable Throwable before() {
    Throwable next = null;
    for (int i = steps.size() - 1; i > 0; i--) {
      Step step = steps.get(i);
      NestedCall call = step.call();
      next =
          call.trace(
              "before, on thread %s: %s%s"
                  .formatted(
                      call.thread(),
                      step.said(),
                      call.stack().isEmpty() ? " (its stack was not kept)" : ""),
              next);
    }
    return next;
  }
}
