package io.zklocked.cli.shell;

import io.zklocked.cli.frame.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** A person at a terminal: a prompt with history and completion. */
final class TerminalTalk implements Talk {

  private static final String PROMPT = "zklocked> ";

  private final Terminal terminal;
  private final LineReader reader;

  private TerminalTalk(Terminal terminal, LineReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /**
   * Opens the terminal of this process.
   *
   * @param history the file of what was said; null if none can be kept
   * @param completer proposes how a line goes on
   * @param onInterrupt told of Ctrl-C while something is done
   */
  static TerminalTalk open(@Nullable Path history, Completer completer, Runnable onInterrupt)
      throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).graphemeCluster(false).build();
    terminal.handle(Terminal.Signal.INT, signal -> onInterrupt.run());
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("zklocked")
            .terminal(terminal)
            .completer(completer)
            .history(new SharedHistory())
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    return new TerminalTalk(terminal, builder.build());
  }

  @Override
  public @Nullable String next() {
    try {
      return reader.readLine(PROMPT);
    } catch (UserInterruptException e) {
      return ""; // Ctrl-C drops the line, not the shell
    } catch (EndOfFileException e) {
      return null;
    }
  }

  @Override
  public void say(Reply reply) {
    reply.lines().forEach(terminal.writer()::println);
    terminal.flush();
  }

  @Override
  public void tell(String sentence, Json json) {
    if (reader.isReading()) {
      reader.printAbove("! " + sentence);
    } else {
      terminal.writer().println("! " + sentence);
      terminal.flush();
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
