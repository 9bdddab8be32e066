package io.zklocked.sample.demo;

import io.zklocked.sample.bank.Audit;
import java.util.ArrayList;
import java.util.List;

/** Judges the runs. Confined to one thread. */
final class Verdict {

  private final List<Check> checks = new ArrayList<>();

  /** One judgement, in words. */
  record Check(boolean passed, String text) {

    /** The judgement as a line. */
    @Override
    public String toString() {
      return (passed ? "  ok      " : "  FAILED  ") + text;
    }
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  /** Without locks there must be harm, or the run with locks would prove nothing. */
  void withoutLocks(BankResult run) {
    Audit audit = run.audit();
    boolean harm = audit.lostUpdates() > 0;
    add(
        harm,
        harm
            ? "without locks updates are lost: %,d of %,d, and the total is off by %,d"
                .formatted(
                    audit.lostUpdates(),
                    audit.updates(),
                    audit.foundTotal() - audit.expectedTotal())
            : "without locks no update was lost, so that this run shows nothing; try more --calls");
  }

  /** With locks everything must be there. */
  void withLocks(BankResult run, long calls) {
    Audit audit = run.audit();
    add(
        audit.exact(),
        "with locks the books are %s: %,d lost updates, a total of %,d"
            .formatted(audit.exact() ? "exact" : "WRONG", audit.lostUpdates(), audit.foundTotal()));
    boolean complete = run.calls() == calls && audit.updates() == calls;
    add(
        complete,
        complete
            ? "every call of the sequence was booked, once: %,d".formatted(calls)
            : "of %,d calls the workers booked %,d and the books hold %,d"
                .formatted(calls, run.calls(), audit.updates()));
  }

  /** At most one in the section at any time. */
  void mutex(MutexResult run) {
    List<String> overlaps = run.overlaps();
    boolean complete = run.intervals().size() == run.expected();
    add(
        complete && overlaps.isEmpty(),
        "%d of %d tasks were done, and of %d pairs of intervals %d overlap%s"
            .formatted(
                run.intervals().size(),
                run.expected(),
                run.pairs(),
                overlaps.size(),
                first(overlaps)));
    List<String> outOfOrder = run.outOfOrder();
    add(
        outOfOrder.isEmpty(),
        outOfOrder.isEmpty()
            ? "they entered in the order of their fencing tokens"
            : "%d entered out of the order of their fencing tokens%s"
                .formatted(outOfOrder.size(), first(outOfOrder)));
  }

  private void add(boolean passed, String text) {
    checks.add(new Check(passed, text));
  }

  private static String first(List<String> found) {
    return found.isEmpty() ? "" : ", the first: " + found.get(0);
  }
}
