package io.zklocked.sample.demo.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.EmbeddedEnsemble;
import io.zklocked.sample.demo.stage.Screen;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.demo.twophase.Fault.Kind;
import io.zklocked.sample.twophase.Histories.Fate;
import io.zklocked.sample.twophase.Step;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A register whose processes are killed at some steps; {@code ./demo} does it at all of them. */
@Timeout(120)
class TwoPhaseIT {

  private final Cleanup cleanup = new Cleanup();
  @TempDir Path temporary;

  @AfterEach
  void cleanUp() {
    cleanup.close();
  }

  @Test
  void registersAgreeThoughProcessesAreKilled() throws Exception {
    List<Fault> faults =
        List.of(
            Fault.NONE,
            new Fault(Kind.NO, null),
            new Fault(Kind.PARTICIPANT_KILLED, Step.VOTE_LOGGED),
            new Fault(Kind.PARTICIPANT_KILLED, Step.DECISION_SEEN),
            new Fault(Kind.COORDINATOR_STOPPED, Step.VOTES_COUNTED),
            new Fault(Kind.COORDINATOR_KILLED, Step.DECIDED),
            new Fault(Kind.LATE, null)); // the last: it votes when its round is gone

    RegisterResult result =
        new RegisterRun(stage(), QuickServers.SETTINGS, Faults.of(faults)).run();

    // How many are aborted beyond those that must be depends on the machine.
    assertThat(result.fates().values())
        .contains(Fate.COMMITTED)
        .doesNotContain(Fate.DIFFERING, Fate.STUCK);
    assertThat(result.histories().otherSequences()).isEmpty();
    assertThat(result.board().contradictions()).isEmpty();
    assertThat(result.faults()).containsValues(faults.toArray(Fault[]::new));
    assertThat(result.committedWithoutConsent()).isEmpty();
    assertThat(result.reads().wrong()).isZero();
    assertThat(result.leftovers()).isEmpty();
  }

  private Stage stage() throws Exception {
    EmbeddedEnsemble servers = QuickServers.start(temporary, cleanup);
    Choices choices = Choices.of(new TwoPhasePlay().options(), Map.of("--processes", "3"));
    Screen screen = new Screen(new PrintStream(PrintStream.nullOutputStream(), true), false);
    return new Stage(choices, screen, cleanup, servers.connect(), servers);
  }
}
