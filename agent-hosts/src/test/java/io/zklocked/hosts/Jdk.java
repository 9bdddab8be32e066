package io.zklocked.hosts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The JDKs on which applications run. */
enum Jdk {
  /** The one that runs the tests. */
  THIS,
  /** JDK 25; tests are skipped where there is none. */
  JDK_25;

  Path home() throws IOException {
    if (this == THIS) {
      return Path.of(System.getProperty("java.home"));
    }
    String given = System.getenv("JDK25_HOME");
    if (given != null) {
      return Path.of(given);
    }
    Path usual = Path.of("/usr/lib/jvm");
    Path found = null;
    if (Files.isDirectory(usual)) {
      try (Stream<Path> homes = Files.list(usual)) {
        found =
            homes
                .filter(home -> home.getFileName().toString().startsWith("temurin-25"))
                .findFirst()
                .orElse(null);
      }
    }
    assumeTrue(found != null, "there is no JDK 25: set JDK25_HOME");
    return found;
  }

  Path tool(String name) throws IOException {
    return home().resolve("bin").resolve(name);
  }
}
