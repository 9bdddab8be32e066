package io.zklocked.sample.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void progressOnATerminalIsWrittenOverByWhatStays() {
    Screen screen = new Screen(out, true);
    screen.progress("half");
    screen.progress("all");
    screen.say("done");

    assertThat(shown()).isEqualTo("\r\u001b[Khalf\r\u001b[Kall\r\u001b[Kdone\n");
  }

  @Test
  void progressElsewhereHasNoControlCharacters() {
    Screen screen = new Screen(out, false);
    screen.progress("half");
    screen.say("done");

    assertThat(shown()).isEqualTo("done\n");
  }

  @Test
  void nothingIsShownAfterTheEnd() {
    Screen screen = new Screen(out, true);
    screen.end("interrupted");
    screen.say("more");
    screen.progress("more");

    assertThat(shown()).isEqualTo("interrupted\n");
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
