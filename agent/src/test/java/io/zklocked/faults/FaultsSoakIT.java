package io.zklocked.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every fault, {@code -Dzklocked.faults.runs} times each, on one ensemble. Prints a table. */
@Tag("soak")
class FaultsSoakIT {

  private static final int RUNS = Integer.getInteger("zklocked.faults.runs", 5);
  private static final int NOTICING = Integer.getInteger("zklocked.faults.noticing", 20);

  /** Part of the names of the scenarios to run; empty for all. */
  private static final String ONLY = System.getProperty("zklocked.faults.only", "");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void noLockIsHeldTwiceAndEverybodyRecovers() throws Exception {
    try (Field field = new Field(directory)) {
      FaultTable table = new FaultTable(field);
      for (Scenario scenario : all()) {
        if (scenario.name().contains(ONLY)) {
          table.run(scenario, scenario.name().startsWith("notices") ? NOTICING : RUNS);
        }
      }
      assertThat(table.failures()).as("logs are in %s", directory).isEmpty();
      assertThat(field.unfoundedGrants()).as("logs are in %s", directory).isEmpty();
    }
  }

  private static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    all.addAll(LinkFaults.all());
    all.addAll(ServerFaults.all());
    all.addAll(ProcessFaults.all());
    all.addAll(TreeFaults.all());
    all.addAll(LoadFaults.all());
    all.addAll(PeerFaults.all());
    return all;
  }
}
