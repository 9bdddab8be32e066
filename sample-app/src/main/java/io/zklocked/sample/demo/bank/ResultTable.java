package io.zklocked.sample.demo.bank;

import io.zklocked.sample.bank.Audit;
import io.zklocked.sample.demo.page.Table;
import io.zklocked.sample.demo.stage.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Renders the runs of the bank side by side. */
final class ResultTable {

  private static final String NONE = "-";

  private ResultTable() {}

  /** A line for each figure, a column for each run. */
  static Table of(List<BankResult> runs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("calls (withdrawals and deposits)", runs, r -> whole(r.calls())));
    rows.add(row("lost updates", runs, r -> whole(r.audit().lostUpdates())));
    rows.add(row("total, expected", runs, r -> whole(r.audit().expectedTotal())));
    rows.add(row("total, found", runs, r -> whole(r.audit().foundTotal())));
    rows.add(row("calls refused and made again", runs, r -> whole(r.refused())));
    rows.add(row("locks lost during a call", runs, r -> whole(r.lostLocks())));
    rows.add(
        row(
            "writes with a smaller token",
            runs,
            r -> r.waiting() == null ? NONE : whole(r.lateWrites())));
    rows.add(row("time", runs, r -> seconds(r.time().toNanos())));
    rows.add(row("throughput", runs, r -> whole(Math.round(r.callsPerSecond())) + " calls/s"));
    rows.add(row("wait for the lock, p50 / p95 / p99", runs, r -> text(r.waiting())));
    rows.add(row("lock held, p50 / p95 / p99", runs, r -> text(r.holding())));
    return new Table(1, row("", runs, BankResult::name), rows);
  }

  /** The accounts after a run, with what each remembers of the tokens. */
  static Table accounts(BankResult run) {
    List<List<String>> rows = new ArrayList<>();
    for (Audit.Account account : run.audit().accounts()) {
      String fence =
          run.fences().stream()
              .filter(f -> f.account() == account.id())
              .map(f -> f.fence() == 0 ? NONE : Long.toHexString(f.fence()))
              .findFirst()
              .orElse(NONE);
      rows.add(
          List.of(
              String.valueOf(account.id()),
              whole(account.movements()),
              whole(account.lostUpdates()),
              whole(account.expected()),
              whole(account.balance()),
              fence));
    }
    return new Table(
        1, List.of("account", "updates", "lost", "should be", "balance", "fence"), rows);
  }

  private static List<String> row(
      String name, List<BankResult> runs, Function<BankResult, String> figure) {
    List<String> cells = new ArrayList<>(List.of(name));
    runs.forEach(run -> cells.add(figure.apply(run)));
    return cells;
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  private static String text(@Nullable Percentiles percentiles) {
    return percentiles == null ? NONE : percentiles.toString();
  }
}
