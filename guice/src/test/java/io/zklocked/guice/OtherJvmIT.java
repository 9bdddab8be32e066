package io.zklocked.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On JVMs where Guice cannot reach what is package-private, that is refused and the rest locked.
 */
class OtherJvmIT {

  @TempDir Path directory;

  @Test
  void classesInAChildLoaderAreLockedOrRefused() throws Exception {
    check(Path.of(System.getProperty("java.home")), "-Dguice_custom_class_loading=CHILD");
  }

  @Test
  void jdk25WithoutUnsafeLocksOrRefuses() throws Exception {
    Optional<Path> jdk25 = jdk25();
    assumeTrue(jdk25.isPresent(), "no JDK 25: set JDK25_HOME, or put one in /usr/lib/jvm");
    check(jdk25.get(), "--sun-misc-unsafe-memory-access=deny");
  }

  private void check(Path javaHome, String option) throws Exception {
    List<String> printed = run(javaHome, option);
    assertThat(printed).contains("public class: apart/7");
    assertThat(printed)
        .anyMatch(line -> line.startsWith("package-private method: refused: ") && remedied(line))
        .anyMatch(line -> line.startsWith("package-private class: refused: ") && remedied(line))
        .anyMatch(
            line -> line.startsWith("package-private constructor: refused: ") && remedied(line))
        .noneMatch(line -> line.endsWith("accepted"));
  }

  private static boolean remedied(String line) {
    return line.contains("ship(long)") && line.contains("public") && line.contains("-javaagent:");
  }

  private List<String> run(Path javaHome, String option) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.add(option);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(OtherJvm.class.getName());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("exit code, after %s", lines).isZero();
    return lines;
  }

  private static Optional<Path> jdk25() throws IOException {
    String given = System.getenv("JDK25_HOME");
    if (given != null) {
      return Optional.of(Path.of(given));
    }
    Path usual = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(usual)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(usual)) {
      return homes
          .filter(home -> home.getFileName().toString().startsWith("temurin-25"))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .findFirst();
    }
  }
}
