package io.zklocked.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MoveTest {

  @Test
  void movesAreThoseOfTheTables() throws IOException {
    Path architecture = Path.of("..", "ARCHITECTURE.md");
    assumeTrue(Files.exists(architecture), "there is no ARCHITECTURE.md here");
    Set<String> rows = new LinkedHashSet<>();
    for (Move move : Move.values()) {
      rows.add(move.row);
    }
    assertThat(rows).isEqualTo(new LinkedHashSet<>(rows(Files.readAllLines(architecture))));
  }

  /** State and event of each row; a row without a state goes on with that of the one before. */
  private static List<String> rows(List<String> lines) {
    List<String> rows = new ArrayList<>();
    String state = "";
    boolean isTable = false;
    for (String line : lines) {
      if (!line.startsWith("|")) {
        isTable = false;
        continue;
      }
      String[] cells = line.substring(1).split("\\|", -1);
      String first = cells[0].strip();
      if (cells.length == 4 && cells[1].strip().equals("event")) {
        isTable = true;
      } else if (isTable && !first.startsWith("---")) {
        state = first.isEmpty() ? state : first;
        rows.add(state + " | " + cells[1].strip());
      }
    }
    return rows;
  }
}
