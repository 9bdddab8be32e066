package io.zklocked.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The JVMs that there are. Without state. */
final class Jdks {

  private Jdks() {}

  static Path thisOne() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static Optional<Path> jdk25() throws IOException {
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
