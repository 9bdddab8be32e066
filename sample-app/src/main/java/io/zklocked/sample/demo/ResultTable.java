package io.zklocked.sample.demo;

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
  static List<String> render(List<BankResult> runs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", runs, BankResult::name));
    rows.add(row("calls (withdrawals and deposits)", runs, r -> whole(r.calls())));
    rows.add(row("lost updates", runs, r -> whole(r.audit().lostUpdates())));
    rows.add(row("total, expected", runs, r -> whole(r.audit().expectedTotal())));
    rows.add(row("total, found", runs, r -> whole(r.audit().foundTotal())));
    rows.add(row("calls refused and made again", runs, r -> whole(r.refused())));
    rows.add(row("locks lost during a call", runs, r -> whole(r.lostLocks())));
    rows.add(row("time", runs, r -> seconds(r.time().toNanos())));
    rows.add(row("throughput", runs, r -> whole(Math.round(r.callsPerSecond())) + " calls/s"));
    rows.add(row("wait for the lock, p50 / p95 / p99", runs, r -> text(r.waiting())));
    rows.add(row("lock held, p50 / p95 / p99", runs, r -> text(r.holding())));
    return align(rows);
  }

  private static List<String> row(
      String name, List<BankResult> runs, Function<BankResult, String> figure) {
    List<String> cells = new ArrayList<>(List.of(name));
    runs.forEach(run -> cells.add(figure.apply(run)));
    return cells;
  }

  private static List<String> align(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      line.append(padded(row.get(0), -widths[0]));
      for (int column = 1; column < columns; column++) {
        line.append("  ").append(padded(row.get(column), widths[column]));
      }
      lines.add(line.toString().stripTrailing());
    }
    int width = lines.stream().mapToInt(String::length).max().orElse(0);
    lines.add(1, "  " + "-".repeat(width - 2));
    return lines;
  }

  private static String padded(String text, int width) {
    return width == 0 ? text : String.format(Locale.ROOT, "%" + width + "s", text);
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
