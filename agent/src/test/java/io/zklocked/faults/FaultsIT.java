package io.zklocked.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  @Test
  void locksSurviveTheMostTellingFaults() throws Exception {
    try (Field field = new Field(Path.of("target", "faults").toAbsolutePath())) {
      FaultTable table = new FaultTable(field);
      TELLING.forEach(scenario -> table.run(scenario, 1));
      assertThat(table.failures()).isEmpty();
      assertThat(field.unfoundedGrants()).isEmpty();
    }
  }
}
