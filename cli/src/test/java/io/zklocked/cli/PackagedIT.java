package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is built is the command, whole. */
@Timeout(60)
class PackagedIT {

  private static final Path JAR = Path.of("target", "zklocked.jar").toAbsolutePath();
  private static final Path FILE = Path.of("target", "zklocked").toAbsolutePath();

  private static Outcome run(List<String> program, String... arguments)
      throws IOException, InterruptedException {
    return run(Map.of(), program, arguments);
  }

  private static Outcome run(
      Map<String, String> environment, List<String> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ZKLOCKED_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said, "");
  }

  @Test
  void jarRunsByItselfAndIsSilentButForItsAnswer() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Outcome away =
        run(
            List.of(java, "-jar", JAR.toString()),
            "check",
            "a",
            "--connect=127.0.0.1:1",
            "--connect-timeout=300ms",
            "--json");
    assertThat(away.out())
        .startsWith("{\"error\":\"unavailable\",")
        .endsWith("\"exitCode\":69}" + System.lineSeparator());
    assertThat(away.lines()).hasSize(1);
    assertThat(away.exitCode()).isEqualTo(69);
  }

  @Test
  void fileRunsByItself() throws Exception {
    Outcome version = run(List.of(FILE.toString()), "--version");
    assertThat(version.out()).startsWith("zklocked ").doesNotContain("not packaged");
    assertThat(version.exitCode()).isZero();
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    List<String> shell = List.of("sh", "-c", "exec \"$0\" \"$@\" >/dev/full", FILE.toString());
    assertThat(run(shell, "--version").exitCode()).isEqualTo(74);
  }

  @Test
  void jarRefusesWhatItCannotReadExactlyInTheLocaleOfAscii() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/cmdline")), "there is no /proc");
    String shell = "exec \"$JAVA_HOME/bin/java\" -jar \"$0\" check \"$(printf 'k\\303\\251')\"";
    Outcome refused = run(Map.of("LC_ALL", "C"), List.of("sh", "-c", shell, JAR.toString()));
    assertThat(refused.out()).startsWith("zklocked: Argument 2 cannot be read exactly");
    assertThat(refused.lines()).hasSize(1);
    assertThat(refused.exitCode()).isEqualTo(64);
  }

  @Test
  void licencesOfWhatIsInItAreKept() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()).toList())
          .contains(
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/licenses/jline/LICENSE.txt",
              "META-INF/licenses/slf4j-api-2.0.20/LICENSE.txt",
              "META-INF/licenses/curator-framework-5.9.0/NOTICE");
      assertThat(
              new String(
                  jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(),
                  StandardCharsets.UTF_8))
          .contains("picocli-", "jline-", "zookeeper-", "netty-handler-");
    }
  }
}
