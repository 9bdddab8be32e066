package io.zklocked.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenarios, run and printed line by line. For one thread. */
final class FaultTable {

  private static final int SHOWN = 3;

  private final Field field;
  private final List<String> failures = new ArrayList<>();

  FaultTable(Field field) {
    this.field = field;
    System.out.printf(
        "%-48s %5s %8s %6s %7s %7s %6s %10s %8s%n",
        "scenario", "runs", "grants", "late", "double", "ghosts", "stuck", "recovery", "took");
  }

  /** Runs a scenario, prints its line; what failed is kept for the end. */
  void run(Scenario scenario, int times) {
    List<Run> runs = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      try {
        runs.add(field.run(scenario));
      } catch (Exception | AssertionError e) {
        failures.add(scenario.name() + ", run " + (i + 1) + " on " + field.key() + ": " + e);
      }
    }
    print(scenario, runs, System.nanoTime() - start);
  }

  private void print(Scenario scenario, List<Run> runs, long nanos) {
    Map<String, Integer> outcomes = new TreeMap<>();
    Map<String, Integer> notes = new TreeMap<>();
    for (Run run : runs) {
      run.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
      run.notes().forEach(note -> notes.merge(note, 1, Integer::sum));
      keep(scenario, "double hold", run.doubleHolds());
      keep(scenario, "ghost", run.ghosts());
      keep(scenario, "stuck", run.stuck());
    }
    System.out.printf(
        "%-48s %5d %8d %6d %7d %7d %6d %8.2f s %6.0f s  %s%n",
        scenario.name(),
        runs.size(),
        runs.stream().mapToInt(Run::grants).sum(),
        runs.stream().mapToInt(Run::late).sum(),
        runs.stream().mapToInt(run -> run.doubleHolds().size()).sum(),
        runs.stream().mapToInt(run -> run.ghosts().size()).sum(),
        runs.stream().mapToInt(run -> run.stuck().size()).sum(),
        runs.stream().mapToLong(Run::recoveryNanos).max().orElse(0) / 1e9,
        nanos / 1e9,
        outcomes);
    notes.forEach((note, count) -> System.out.printf("    %d x %s%n", count, note));
  }

  private void keep(Scenario scenario, String what, List<String> found) {
    found.stream()
        .limit(SHOWN)
        .forEach(one -> failures.add(scenario.name() + ": " + what + ": " + one));
    if (found.size() > SHOWN) {
      failures.add(scenario.name() + ": " + what + ": and " + (found.size() - SHOWN) + " more");
    }
  }

  /** What went wrong, line by line. */
  List<String> failures() {
    return failures;
  }
}
