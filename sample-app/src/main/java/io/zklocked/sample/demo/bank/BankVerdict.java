package io.zklocked.sample.demo.bank;

import io.zklocked.sample.bank.Audit;
import io.zklocked.sample.bank.Fence;
import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import java.util.List;

/** Judges the runs of the bank by its books. */
final class BankVerdict {

  private BankVerdict() {}

  /** Without locks there must be harm, or the run with locks would prove nothing. */
  static Check harmed(BankResult run) {
    Audit audit = run.audit();
    boolean harm = audit.lostUpdates() > 0;
    return new Check(
        harm,
        harm
            ? Html.format(
                "without locks updates are lost: %,d of %,d, and the total is off by %,d",
                audit.lostUpdates(), audit.updates(), audit.foundTotal() - audit.expectedTotal())
            : "without locks no update was lost, so that this run shows nothing; try more --calls");
  }

  /** Each write under a lock comes with a token, and none with a smaller one than those before. */
  static Check fenced(BankResult run) {
    boolean given = run.fences().stream().allMatch(fence -> fence.greatest() > 0);
    boolean inOrder = run.fences().stream().allMatch(Fence::inOrder);
    return new Check(
        given && inOrder && !run.fences().isEmpty(),
        Html.format(
            "%,d of %,d writes came with a smaller fencing token than one before in their account%s",
            run.lateWrites(),
            run.audit().updates(),
            given ? "" : ", and some account never saw a token"));
  }

  /** With locks everything must be there. */
  static List<Check> exact(BankResult run, long calls) {
    Audit audit = run.audit();
    boolean complete = run.calls() == calls && audit.updates() == calls;
    return List.of(
        new Check(
            audit.exact(),
            Html.format(
                "%s the books are %s: %,d lost updates, a total of %,d where %,d should be",
                run.name(),
                audit.exact() ? "exact" : "WRONG",
                audit.lostUpdates(),
                audit.foundTotal(),
                audit.expectedTotal())),
        new Check(
            complete,
            complete
                ? Html.format("every call of the sequence was booked, once: %,d", calls)
                : Html.format(
                    "of %,d calls the workers booked %,d and the books hold %,d",
                    calls, run.calls(), audit.updates())));
  }
}
