package io.zklocked.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The most telling faults, once each; {@link FaultsSoakIT} has them all. */
@Timeout(300)
class FaultsIT {

  private static final int KEYS = 10_000;

  private static final List<Scenario> TELLING =
      List.of(
          ServerFaults.followerCutOff(),
          LinkFaults.clientBlackHoled(),
          ServerFaults.leaderKilled(),
          LinkFaults.createReset(),
          LoadFaults.interruptsAndTimeouts(),
          LoadFaults.manyKeys(KEYS));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void locksSurviveTheMostTellingFaults() throws Exception {
    try (Field field = new Field(directory)) {
      FaultTable table = new FaultTable(field);
      TELLING.forEach(scenario -> table.run(scenario, 1));
      assertThat(table.failures()).as("logs are in %s", directory).isEmpty();
      assertThat(field.unfoundedGrants()).as("logs are in %s", directory).isEmpty();
    }
  }
}
