package io.zklocked.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.cli.frame.CommandFailure;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Arguments as Java has read them, beside their bytes. */
class ExactArgumentsTest {

  private static @Nullable CommandFailure problem(
      String line, Charset written, Charset read, String... arguments) {
    return ExactArguments.problem(line.getBytes(written), arguments, read);
  }

  @Test
  void whatIsReadAsItIsWrittenIsNoProblem() {
    assertThat(problem("java\0-jar\0x\0run\0\0k\u00e9\0", UTF_8, UTF_8, "run", "", "k\u00e9"))
        .isNull();
    assertThat(problem("java\0x\0k\u00e9\0", ISO_8859_1, ISO_8859_1, "k\u00e9")).isNull();
    assertThat(problem("java\0x\0k?\0", US_ASCII, US_ASCII, "k?")).isNull();
    assertThat(problem("java\0", US_ASCII, US_ASCII)).isNull();
  }

  @Test
  void whatIsReadAsSomethingElseIsRefusedByItsPlace() {
    CommandFailure ascii =
        problem("java\0x\0check\0k\u00e9\0", UTF_8, US_ASCII, "check", "k\ufffd\ufffd");
    assertThat(ascii)
        .hasMessageStartingWith("Argument 2 cannot be read exactly")
        .hasMessageContaining("US-ASCII")
        .hasMessageContaining("LC_ALL=C.UTF-8");
    assertThat(problem("java\0x\0k\u00e9\0", ISO_8859_1, UTF_8, "k\ufffd")).isNotNull();
  }

  @Test
  void whatTheSystemDoesNotShowIsNoProblem() {
    assertThat(problem("java\0", US_ASCII, US_ASCII, "a", "b")).isNull();
  }
}
