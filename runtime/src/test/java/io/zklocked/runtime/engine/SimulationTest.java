package io.zklocked.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.SimShape.Kind;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
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

  /** Seen about once in so many schedules: the soak asks for these. */
  private static final Set<Move> RARE =
      EnumSet.of(Move.PERMIT_MISSED, Move.DELETED_WHILE_SUSPECT, Move.SHUT_DOWN_WHILE_SUSPECT);

  private static final SimControls CONTROLS = new SimControls();

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
    if (only == null) {
      assertThat(RARE).containsAll(moves.missing());
    }
  }

  @Test
  void sameSeedRunsTheSameWay() {
    SimRun first = SimRun.of(7, Kind.STORM, Flaw.NONE, new SimMoves());
    SimRun again = SimRun.of(7, Kind.STORM, Flaw.NONE, new SimMoves());
    assertThat(again.events()).isEqualTo(first.events());
    assertThat(again.end()).isEqualTo(first.end());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyFlawIsFound(Flaw flaw) {
    CONTROLS.find(flaw);
  }

  @AfterAll
  static void tellControls() {
    System.out.println("simulation: " + CONTROLS.table());
  }
}
