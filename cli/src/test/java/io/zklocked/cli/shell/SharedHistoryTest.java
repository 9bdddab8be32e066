package io.zklocked.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories with one file. */
class SharedHistoryTest {

  private static final int LINES = 40;

  @TempDir private Path directory;

  @Test
  void linesOfTwoShellsAreAllKeptAndTheNextShellHasThem() throws IOException {
    Path file = directory.resolve("zklocked").resolve("history");
    SharedHistory.check(file);
    try (Terminal terminal = terminal()) {
      SharedHistory one = history(terminal, file);
      SharedHistory other = history(terminal, file);
      for (int i = 0; i < LINES; i++) {
        one.add("one " + i);
        other.add("other " + i);
      }
      SharedHistory next = history(terminal, file);
      assertThat(next.size()).isEqualTo(2 * LINES);
      assertThat(Files.readAllLines(file)).hasSize(2 * LINES).contains("one 0", "other 39");
    }
  }

  @Test
  void fileLiesWhereStateLies() {
    assertThat(SharedHistory.file(Map.of(), "/home/me"))
        .hasToString("/home/me/.local/state/zklocked/history");
    assertThat(SharedHistory.file(Map.of("XDG_STATE_HOME", "/state"), "/home/me"))
        .hasToString("/state/zklocked/history");
    assertThat(SharedHistory.file(Map.of("XDG_STATE_HOME", "relative"), "/home/me"))
        .as("as the specification of these directories has it")
        .hasToString("/home/me/.local/state/zklocked/history");
  }

  @Test
  void fileThatCannotBeWrittenIsToldBeforehand() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> SharedHistory.check(inTheWay.resolve("history")))
        .isInstanceOf(IOException.class);
  }

  private static Terminal terminal() throws IOException {
    return new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
  }

  private static SharedHistory history(Terminal terminal, Path file) {
    SharedHistory history = new SharedHistory();
    history.attach(
        LineReaderBuilder.builder()
            .terminal(terminal)
            .variable(LineReader.HISTORY_FILE, file)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .build());
    return history;
  }
}
