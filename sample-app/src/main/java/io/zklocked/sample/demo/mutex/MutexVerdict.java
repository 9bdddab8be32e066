package io.zklocked.sample.demo.mutex;

import io.zklocked.sample.demo.page.Check;
import java.util.List;

/** Judges the mutex program: at most one in the section at any time. */
final class MutexVerdict {

  private MutexVerdict() {}

  static List<Check> of(MutexResult run) {
    List<String> overlaps = run.overlaps();
    boolean complete = run.intervals().size() == run.expected();
    List<String> outOfOrder = run.outOfOrder();
    return List.of(
        new Check(
            complete && overlaps.isEmpty(),
            "%d of %d tasks were done, and of %d pairs of intervals %d overlap%s"
                .formatted(
                    run.intervals().size(),
                    run.expected(),
                    run.pairs(),
                    overlaps.size(),
                    first(overlaps))),
        new Check(
            outOfOrder.isEmpty(),
            outOfOrder.isEmpty()
                ? "they entered in the order of their fencing tokens"
                : "%d entered out of the order of their fencing tokens%s"
                    .formatted(outOfOrder.size(), first(outOfOrder))));
  }

  private static String first(List<String> found) {
    return found.isEmpty() ? "" : ", the first: " + found.get(0);
  }
}
