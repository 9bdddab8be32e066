package io.zklocked.cli.shell;

import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.ExitCodes;
import java.io.IOException;
import java.util.List;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.SyntaxError;
import org.jline.reader.impl.DefaultParser;
import org.jspecify.annotations.Nullable;

/** Answers line by line, until the end. Confined to one thread. */
final class Shell {

  private final Talk talk;
  private final Turns turns;
  private int firstFailure = ExitCodes.OK;

  Shell(Talk talk, Turns turns) {
    this.talk = talk;
    this.turns = turns;
  }

  /**
   * Blocks until there are no more lines, or one of them says so.
   *
   * @return the exit code of the first line that failed; 0 if none did
   */
  int run() throws IOException {
    for (String line = talk.next(); line != null; line = talk.next()) {
      String said = line.strip();
      if (said.isEmpty() || said.startsWith("#")) {
        continue;
      }
      List<String> words = words(said);
      if (words != null && Verb.of(words.get(0)) == Verb.EXIT && words.size() == 1) {
        break;
      }
      Reply reply = words == null ? unreadable() : turns.take(words);
      talk.say(reply);
      if (reply.isFailure() && firstFailure == ExitCodes.OK) {
        firstFailure = reply.code();
      }
    }
    return firstFailure;
  }

  /** Null if a quote is open. */
  private static @Nullable List<String> words(String line) {
    try {
      DefaultParser parser = new DefaultParser();
      parser.setEofOnUnclosedQuote(true);
      ParsedLine parsed = parser.parse(line, line.length(), ParseContext.ACCEPT_LINE);
      List<String> words = parsed.words();
      return words.isEmpty() ? null : words;
    } catch (SyntaxError e) {
      return null;
    }
  }

  private static Reply unreadable() {
    return Reply.failed(
        new CommandFailure(ExitCodes.USAGE, "usage", "A quote or backslash has no end."));
  }
}
