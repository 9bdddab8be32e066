package io.zklocked.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.SimShape.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several engines and peers on simulated servers, under schedules drawn from a seed. A failure
 * prints its seed and what happened; {@code -Dzklocked.sim.seed=N} runs one seed again, {@code
 * -Dzklocked.sim.seeds=N} runs more of them.
 */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("zklocked.sim.seeds", 3_000);
  private static final int SEEDS_FOR_A_FLAW = 20_000;

  @Test
  void everyScheduleKeepsEveryRule() {
    Long only = Long.getLong("zklocked.sim.seed");
    SimTally tally = new SimTally();
    SimMoves moves = new SimMoves();
    for (long seed = 1; seed <= (only == null ? SEEDS : 1); seed++) {
      tally.add(SimRun.of(only == null ? seed : only, null, Flaw.NONE, moves));
    }
    System.out.println("simulation: " + tally);
    System.out.println("simulation: " + moves);
  }

  @Test
  void sameSeedRunsTheSameWay() {
    SimRun first = SimRun.of(7, Kind.STORM, Flaw.NONE, new SimMoves());
    SimRun again = SimRun.of(7, Kind.STORM, Flaw.NONE, new SimMoves());
    assertThat(again.events()).isEqualTo(first.events());
    assertThat(again.end()).isEqualTo(first.end());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "SYNC_BEATS", "CREATE_PLUS_THIRD", "UNSYNCED_RECOVERY"})
  void everyFlawIsFound(Flaw flaw) {
    for (int seed = 1; seed <= SEEDS_FOR_A_FLAW; seed++) {
      try {
        SimRun.of(seed, flaw.kind, flaw, new SimMoves());
      } catch (SimViolation e) {
        if (flaw.breaks(e.rule)) {
          System.out.printf("flaw %s: seed %d: %s: %s%n", flaw, seed, e.rule, e.what);
          return;
        }
      }
    }
    throw new AssertionError(flaw + " was not found");
  }
}
