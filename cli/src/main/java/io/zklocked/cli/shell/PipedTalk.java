package io.zklocked.cli.shell;

import io.zklocked.cli.frame.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Lines from a pipe or a file, without a prompt: answers on standard output, and on standard error
 * what has happened by itself. As JSON all stands on standard output, an object a line.
 */
final class PipedTalk implements Talk {

  private final BufferedReader in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  PipedTalk(BufferedReader in, PrintWriter out, PrintWriter err, boolean json) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.json = json;
  }

  @Override
  public @Nullable String next() throws IOException {
    return in.readLine();
  }

  @Override
  public void say(Reply reply) {
    if (json) {
      print(out, reply.json().toString());
    } else {
      print(out, String.join(System.lineSeparator(), reply.lines()));
    }
  }

  @Override
  public void tell(String sentence, Json event) {
    if (json) {
      print(out, event.toString());
    } else {
      print(err, "zklocked: " + sentence);
    }
  }

  private static void print(PrintWriter to, String text) {
    to.println(text);
    to.flush();
  }

  @Override
  public void close() {
    // the streams are the process's
  }
}
