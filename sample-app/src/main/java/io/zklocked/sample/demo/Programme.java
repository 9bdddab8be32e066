package io.zklocked.sample.demo;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Table;
import io.zklocked.sample.demo.stage.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was played, and what it came to. Confined to one thread. */
final class Programme {

  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final int CANNOT_RUN = 3;

  private final List<List<String>> rows = new ArrayList<>();
  private Duration total = Duration.ZERO;
  private int exitCode = PASSED;

  /** One was played to its end. */
  void played(String name, Outcome outcome, Duration took) {
    long passed = outcome.checks().stream().filter(Check::passed).count();
    String checks = "%d of %d".formatted(passed, outcome.checks().size());
    row(name, outcome.passed() ? "passed" : "FAILED", checks, outcome.inShort(), took);
    exitCode = Math.max(exitCode, outcome.passed() ? PASSED : FAILED);
  }

  /** One could not go on. */
  void stopped(String name, Duration took) {
    row(name, "could not run", "-", "see above", took);
    exitCode = CANNOT_RUN;
  }

  int exitCode() {
    return exitCode;
  }

  /** All that was played, in one table. */
  List<String> lines() {
    List<String> lines =
        new ArrayList<>(
            new Table(4, List.of("program", "verdict", "checks", "what it came to", "time"), rows)
                .lines());
    lines.add(
        Html.format(
            "  %s after %s", exitCode == PASSED ? "all passed" : "NOT ALL PASSED", seconds(total)));
    return lines;
  }

  private void row(String name, String verdict, String checks, String inShort, Duration took) {
    total = total.plus(took);
    rows.add(List.of(name, verdict, checks, inShort, seconds(took)));
  }

  private static String seconds(Duration duration) {
    return Html.format("%.1f s", duration.toNanos() / 1e9);
  }
}
