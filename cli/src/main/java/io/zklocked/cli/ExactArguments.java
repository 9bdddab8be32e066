package io.zklocked.cli;

import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.ExitCodes;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of this process, byte for byte. Where Java cannot read one in the locale's encoding
 * it puts other characters in its place: another key would be locked, or another argument passed
 * on. Without state.
 */
final class ExactArguments {

  private static final int NEWER_DEFAULTS = 18;

  private ExactArguments() {}

  /** What is wrong with them, if there is anything, and if the system shows the original. */
  static @Nullable CommandFailure problem(String[] arguments) {
    byte[] original;
    try {
      original = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    } catch (IOException e) {
      return null; // no such system
    }
    return problem(original, arguments, encoding());
  }

  static @Nullable CommandFailure problem(byte[] line, String[] arguments, Charset encoding) {
    // One character for each byte, whichever they are.
    String[] all = new String(line, StandardCharsets.ISO_8859_1).split("\0", -1);
    int begin = all.length - 1 - arguments.length;
    for (int i = 0; i < arguments.length && begin >= 0; i++) {
      byte[] original = all[begin + i].getBytes(StandardCharsets.ISO_8859_1);
      if (!Arrays.equals(original, arguments[i].getBytes(encoding))) {
        return new CommandFailure(
            ExitCodes.USAGE,
            "encoding",
            ("Argument %d cannot be read exactly: its bytes are no text in the encoding of this locale (%s)."
                    + " Set LC_ALL=C.UTF-8, or another locale that is installed here; what is no UTF-8"
                    + " either has to come from a script.")
                .formatted(i + 1, encoding));
      }
    }
    return null;
  }

  /** That in which arguments are passed on; they are read by the same, or the difference shows. */
  private static Charset encoding() {
    String name = System.getProperty("sun.jnu.encoding");
    return name == null || Runtime.version().feature() < NEWER_DEFAULTS
        ? Charset.defaultCharset()
        : Charset.forName(name);
  }
}
