package io.zklocked.runtime.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What is logged to standard error from its start until it is closed. For one thread. */
final class CapturedLog implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  CapturedLog() {
    System.setErr(new PrintStream(text, true, UTF_8));
  }

  /** The lines so far that have all of these parts. */
  List<String> lines(String... parts) {
    return text.toString(UTF_8)
        .lines()
        .filter(line -> List.of(parts).stream().allMatch(line::contains))
        .toList();
  }

  @Override
  public void close() {
    System.setErr(before);
    before.print(text.toString(UTF_8));
  }
}
