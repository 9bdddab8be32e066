package io.zklocked.sample.demo.philosophers;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.EmbeddedEnsemble;
import io.zklocked.sample.demo.stage.Ensembles;
import io.zklocked.sample.demo.stage.Screen;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.philosophers.Dinner;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dinners of several processes; how many eat at once is for an idle machine to tell. */
@Timeout(120)
class PhilosophersIT {

  private final Cleanup cleanup = new Cleanup();
  @TempDir Path temporary;
  private String connect = "";

  @BeforeEach
  void startServers() throws Exception {
    connect = EmbeddedEnsemble.start(temporary, cleanup).connect();
    Ensembles.awaitReady(connect, Duration.ofSeconds(20));
  }

  @AfterEach
  void cleanUp() {
    cleanup.close();
  }

  @Test
  void noForkIsInTwoHandsAndMealsAreFair() throws Exception {
    Dinner dinner = new DinnerRun(stage("3"), false).run().dinner();

    assertThat(dinner.sharedForks()).isEmpty();
    assertThat(dinner.unfairMeals()).isEmpty();
    assertThat(dinner.meals()).isNotEmpty();
    assertThat(Collections.max(dinner.counts()))
        .isLessThanOrEqualTo(Collections.min(dinner.counts()) + 1);
  }

  @Test
  void naiveDinnerEndsInADeadlockThatIsToldOfAndEnds() throws Exception {
    DinnerResult result = new DinnerRun(stage("4"), true).run();

    // Whether all have a left fork at once, and who eats after that, depends on the machine.
    assertThat(result.warnings()).isNotEmpty();
    assertThat(result.deadlock().isPresent() ? result.givenUp() : result.dinner().meals())
        .isNotEmpty();
  }

  private Stage stage(String seconds) {
    Map<String, String> given = new HashMap<>();
    given.put("--processes", "3");
    given.put("--seconds", seconds);
    Choices choices = Choices.of(new PhilosophersPlay().options(), given);
    Screen screen = new Screen(new PrintStream(PrintStream.nullOutputStream(), true), false);
    return new Stage(choices, screen, cleanup, connect, null);
  }
}
