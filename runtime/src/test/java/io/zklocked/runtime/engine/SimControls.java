package io.zklocked.runtime.engine;

import java.util.EnumMap;
import java.util.Map;

/** The negative controls: a simulation that does not find a flaw proves nothing about it. */
final class SimControls {

  private static final int SEEDS = 20_000;

  private final Map<Flaw, SimViolation> found = new EnumMap<>(Flaw.class);

  /** Looks for the first schedule in which a flaw shows. */
  void find(Flaw flaw) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      try {
        SimRun.of(seed, flaw.kind, flaw, new SimMoves());
      } catch (SimViolation e) {
        if (flaw.breaks(e.rule)) {
          found.put(flaw, e);
          return;
        }
      }
    }
    throw new AssertionError(flaw + " was not found within " + SEEDS + " schedules");
  }

  /** Each flaw that was found, with the seed, the rule that it broke, and how. */
  String table() {
    StringBuilder table = new StringBuilder("controls caught: " + found.size());
    found.forEach(
        (flaw, e) ->
            table.append(
                "%n  %-18s %-8s seed %,6d: %s: %.100s"
                    .formatted(flaw, flaw.kind, e.seed, e.rule, e.what)));
    return table.toString();
  }
}
