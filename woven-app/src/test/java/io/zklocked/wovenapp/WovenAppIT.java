package io.zklocked.wovenapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The woven application in JVMs of its own, beside one server: whoever locked twice would wait. */
class WovenAppIT {

  private static final Path AGENT =
      Path.of("..", "agent", "target", "zklocked-agent.jar").toAbsolutePath().normalize();

  private static final List<String> OPENED =
      List.of(
          "orders/42 VALID",
          "eu/stock/tea VALID true",
          "nightly VALID",
          "busy: Optional.empty",
          "Optional[till VALID]");

  private static TestingServer server;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    server = new TestingServer();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void lockedWithoutAgent(int jdk) throws Exception {
    assertThat(run(jdk, Main.class, "", "-Dzklocked.connect=" + server.getConnectString()))
        .isEqualTo(OPENED);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void lockedOnceWithGuice(int jdk) throws Exception {
    assertLockedOnce(
        run(jdk, Program.class, "guice", "-Dzklocked.connect=" + server.getConnectString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void lockedOnceWithGuiceAndAgent(int jdk) throws Exception {
    List<String> said =
        run(
            jdk,
            Program.class,
            "guice",
            "-javaagent:" + AGENT + "=connect=" + server.getConnectString(),
            "-Dzklocked.connect=" + server.getConnectString());
    assertLockedOnce(said);
    assertThat(errors())
        .anyMatch(line -> line.startsWith("zklocked ") && line.contains("ensemble"));
  }

  @Test
  void callWithoutConfigurationFailsUntilThereIsOne() throws Exception {
    List<String> said = run(17, Program.class, "late");
    assertThat(said).hasSize(2).last().isEqualTo("nightly VALID");
    assertThat(said.get(0))
        .startsWith("the runtime of zklocked cannot start: No ensemble is configured.");
  }

  private static void assertLockedOnce(List<String> said) {
    List<String> all = new ArrayList<>(List.of("Shop"));
    all.addAll(OPENED);
    all.addAll(List.of("${region:eu}/stock/{0} 1/0", "nightly 1/0", "orders/{id} 1/0", "till 2/0"));
    assertThat(said).isEqualTo(all);
  }

  private List<String> run(int jdk, Class<?> main, String argument, String... options)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(java(jdk).toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
    Path out = directory.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("ZKLOCKED_"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended; %s", errors()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s", errors()).isZero();
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }

  private List<String> errors() throws IOException {
    return Files.readAllLines(directory.resolve("err"), StandardCharsets.UTF_8);
  }

  private static Path java(int jdk) throws IOException {
    if (jdk == 17) {
      return Path.of(System.getProperty("java.home"), "bin", "java");
    }
    String given = System.getenv("JDK25_HOME");
    if (given != null) {
      return Path.of(given, "bin", "java");
    }
    File usual = new File("/usr/lib/jvm");
    assumeTrue(usual.isDirectory(), "there is no JDK 25: set JDK25_HOME");
    try (Stream<Path> homes = Files.list(usual.toPath())) {
      List<Path> found =
          homes.filter(home -> home.getFileName().toString().startsWith("temurin-25")).toList();
      assumeTrue(!found.isEmpty(), "there is no JDK 25: set JDK25_HOME");
      return found.get(0).resolve("bin").resolve("java");
    }
  }
}
