package io.zklocked.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gate of the build can fail: each is shown a module that it must refuse, for that reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatesIT {

  private static final Path SOURCES = Path.of("src/it/canaries").toAbsolutePath();

  private CanaryBuild build = new CanaryBuild("");

  @BeforeAll
  void buildCanaries() throws IOException, InterruptedException {
    build = CanaryBuild.run(SOURCES, Path.of("target/it/canaries").toAbsolutePath());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("canaries")
  void gateRefusesItsCanary(Canary canary) {
    assumeTrue(
        Runtime.version().feature() < 25 || !canary.name().equals("format"),
        "the formatter does not run on this JDK");
    String failure = build.failure(canary.name());
    String said = build.section(canary.name()) + failure;

    assertThat(build.succeeded(canary.name())).as("passes the build").isFalse();
    assertThat(failure.lines().findFirst()).get().asString().contains(canary.gate());
    assertThat(said).contains(canary.says());
    System.out.printf("[canary] %s: %s%n", canary, lineWith(canary.says(), said));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void moduleThatBreaksNothingPasses(Canary control) {
    assertThat(build.succeeded(control.name())).isTrue();
    assertThat(build.section(control.name())).contains("Tests run: 1, Failures: 0");
  }

  static Stream<Canary> canaries() {
    return modules().stream().filter(canary -> !canary.mustPass());
  }

  static Stream<Canary> controls() {
    return modules().stream().filter(Canary::mustPass);
  }

  private static List<Canary> modules() {
    try (Stream<Path> modules = Files.list(SOURCES)) {
      List<Canary> all = new ArrayList<>();
      for (Path module : (Iterable<Path>) modules.filter(Files::isDirectory).sorted()::iterator) {
        all.add(Canary.of(module));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lineWith(String words, String text) {
    return text.lines().filter(line -> line.contains(words)).findFirst().orElseThrow();
  }
}
