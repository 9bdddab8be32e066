package io.zklocked.faults;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a process did, line by line, appended at once, so that a kill loses nothing that was said.
 * Times are {@link System#nanoTime}, which on Linux is one clock for all processes. Thread-safe.
 */
final class VisitLog implements Closeable {

  /** A body has begun: visit, key, token, time. */
  static final String ENTER = "enter";

  /** The body believed in its lock, from and to: visit, two times. The last one counts. */
  static final String VALID = "valid";

  /** The body ceased to believe in its lock: visit, time. */
  static final String DOUBT = "doubt";

  /** The register refused the token of a body that believed before and after: visit. */
  static final String REFUSED = "refused";

  /** A body has ended: visit, time. */
  static final String EXIT = "exit";

  /** A call has ended: who, key, outcome, nanoseconds from the call to its body, or in all. */
  static final String CALL = "call";

  private final OutputStream out;

  /** Appends to a file. */
  VisitLog(String file) throws IOException {
    out = new FileOutputStream(file, true);
  }

  void say(Object... words) {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    try {
      // One write is one line: nothing of it lies in a buffer of this process.
      out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
