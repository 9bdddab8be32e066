package io.zklocked.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Up to JDK 23 a virtual thread that waits for, or in, a monitor keeps its carrier. So no locked
 * call may meet a monitor: they are for what happens once a session or once a start.
 */
class MonitorsTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "zklocked", "runtime");

  /** What a locked call does not come by; none of them waits in its monitor for anybody. */
  private static final Set<String> OFF_THE_PATH =
      Set.of(
          "ConfigFile.java", // java.util.Properties has it so
          "inspect/Connection.java", // an operator's, which takes no lock
          "metrics/SessionCounts.java");

  /** Of the package that keeps the session, what a locked call does come by. */
  private static final Set<String> ON_THE_PATH =
      Set.of(
          "curator/CuratorEnsemble.java", "curator/Mailbox.java", "curator/PipelinedSession.java");

  @Test
  void noLockedCallMeetsAMonitor() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith(".java") && hasMonitor(file))
          .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.startsWith("curator/") || ON_THE_PATH.contains(file))
          .forEach(found::add);
    }
    assertThat(found).isEqualTo(new TreeSet<>(OFF_THE_PATH));
  }

  private static boolean hasMonitor(Path file) {
    try {
      return Files.readString(file)
          .lines()
          .map(String::strip)
          .anyMatch(
              line ->
                  !line.startsWith("*")
                      && (line.startsWith("synchronized ") || line.contains(" synchronized ")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
