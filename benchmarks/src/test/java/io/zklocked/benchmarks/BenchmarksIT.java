package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar runs, and leaves nothing behind. What it measures here means nothing. */
@Timeout(120)
class BenchmarksIT {

  @TempDir Path temp;

  @Test
  void comparisonPrintsItsTableAndLeavesNothing() throws Exception {
    String out =
        run("compare", "--quick", "--rounds=1", "--only=latency,zklocked,curator-shared,one-write");

    assertThat(out)
        .contains("zklocked compare: 1 rounds", "its acquire p50", "Curator, one shared mutex")
        .contains("floor: one ZooKeeper write", "acquire, of one ZooKeeper write: at most 1.35, is")
        .contains("not measured  32 threads")
        .doesNotContain("Spring");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void scalePrintsItsTableAndLeavesNothing() throws Exception {
    String out = run("scale", "--quick", "--only=sessions");

    assertThat(out)
        .contains("One key, client sessions of one thread each", "notifications a call")
        .contains("nodes left below /zklocked in the end:");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void signalEndsTheServersToo() throws Exception {
    Process process = start("compare", "--only=latency,zklocked");
    List<ProcessHandle> servers = awaitDescendants(process);

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    for (ProcessHandle server : servers) {
      server.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void wrongArgumentsAreExplained() throws Exception {
    Process process = start("compare", "--fast");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(temp.resolve("out"))).startsWith("benchmarks: There is no option");
  }

  private static List<ProcessHandle> awaitDescendants(Process process) {
    List<ProcessHandle> found = process.descendants().toList();
    while (found.isEmpty() && process.isAlive()) {
      Thread.onSpinWait();
      found = process.descendants().toList();
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  private String run(String... args) throws Exception {
    Process process = start(args);
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    String out = Files.readString(temp.resolve("out"));
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(temp.resolve("scratch")));
    command.add("-jar");
    command.add(System.getProperty("benchmarks.jar"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("out").toFile())
        .start();
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("scratch"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("zklocked")).toList();
    }
  }
}
