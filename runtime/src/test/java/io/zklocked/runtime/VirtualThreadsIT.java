package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Virtual threads, in a JVM that knows them and has one carrier for all: a wait that pins ends it.
 */
class VirtualThreadsIT {

  private static final Path OUT = Path.of("target", "virtual-threads.out");

  @Test
  void thousandVirtualThreadsShareOneKeyOnOneCarrier() throws Exception {
    Optional<Path> java = jdk25();
    assumeTrue(java.isPresent(), "no JDK 25: set JDK25_HOME, or put one in /usr/lib/jvm");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.get().toString(),
                    "-Djdk.virtualThreadScheduler.parallelism=1",
                    "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ThousandVirtualThreads.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(OUT.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended, see %s", OUT).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(OUT, StandardCharsets.UTF_8);
    said.lines().filter(line -> line.startsWith("[virtual]")).forEach(System.out::println);
    assertThat(said).contains("[virtual] 1000 of 1000 threads had the lock, one at a time");
    assertThat(process.exitValue()).isZero();
  }

  private static Optional<Path> jdk25() throws IOException {
    String given = System.getenv("JDK25_HOME");
    if (given != null) {
      return Optional.of(Path.of(given, "bin", "java"));
    }
    Path usual = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(usual)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(usual)) {
      return homes
          .filter(home -> home.getFileName().toString().startsWith("temurin-25"))
          .map(home -> home.resolve("bin").resolve("java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
