package io.zklocked.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.FreePorts;
import io.zklocked.sample.demo.stage.Play;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a user runs it, without the script. */
@Timeout(150)
class DemoIT {

  private static final long PATIENCE_SECONDS = 20;

  private final Cleanup cleanup = new Cleanup();
  @TempDir Path temporary;
  @TempDir Path pages;

  @AfterEach
  void cleanUp() {
    cleanup.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bank --guice --processes 3 --calls 60",
        "write-log --guice --processes 2 --workers 20 --waiters 2"
      })
  void demoPassesAndLeavesNothingBehind(String line) throws Exception {
    Process demo = start(line.split(" "));
    List<String> said = new ArrayList<>();
    try (BufferedReader out = reader(demo)) {
      out.lines().forEach(said::add);
    }
    int code = demo.waitFor();

    assertThat(code).as(() -> String.join("\n", said)).isZero();
    assertThat(said).filteredOn(l -> l.startsWith("  ok ")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(left()).isEmpty();
    String name = line.substring(0, line.indexOf(' '));
    assertThat(pages.resolve(name + ".html")).content().endsWith("</html>\n");
  }

  /** Of what it judges that counts here which a short run on a slow machine can show. */
  @Test
  void allRunsEveryProgramAndEndsWithOneTable() throws Exception {
    String line = "all --processes 3 --seconds 3 --workers 20 --waiters 4 --rounds 6";
    Process demo = start(line.split(" "));
    List<String> said = new ArrayList<>();
    try (BufferedReader out = reader(demo)) {
      out.lines().forEach(said::add);
    }

    assertThat(demo.waitFor()).as(() -> String.join("\n", said)).isBetween(0, 1);
    assertThat(said)
        .filteredOn(each -> each.startsWith("  FAILED "))
        .as(() -> String.join("\n", said))
        .allMatch(DemoIT::wantsALongerRun);
    List<String> table = said.subList(said.size() - Demo.PROGRAMS.size() - 1, said.size() - 1);
    for (Play play : Demo.PROGRAMS) {
      assertThat(table).anyMatch(row -> row.startsWith("  " + play.name() + " "));
      assertThat(pages.resolve(play.name() + ".html")).content().endsWith("</html>\n");
    }
    assertThat(left()).isEmpty();
  }

  /** The first is interrupted in the middle of it, the second comes to its end meanwhile. */
  @Test
  void runsOnOneEnsembleDoNotSeeEachOtherAndLeaveNothing() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    TestingServer server = cleanup.add(new TestingServer());
    String there = " --connect " + server.getConnectString();
    Process endless = start(("mutex --guice --processes 2 --seconds 3600" + there).split(" "));
    Process quick = start(("two-phase-commit --guice --processes 3 --rounds 2" + there).split(" "));
    List<String> said = new ArrayList<>();
    try (BufferedReader out = reader(quick);
        BufferedReader endlessOut = reader(endless)) {
      awaitLine(endlessOut, "starts");
      out.lines().forEach(said::add);
      endless.destroy();
      assertThat(endless.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(said)
        .contains("  ok      differing: 0", "  ok      stuck: 0")
        .anyMatch(line -> line.matches("  ok      2 rounds for 2 writes: .*"))
        .contains("  ok      nothing of the register is left on ZooKeeper");
    try (CuratorFramework client =
        CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100))) {
      client.start();
      assertThat(client.getChildren().forPath("/zklocked-demo")).isEmpty();
    }
    assertThat(left()).isEmpty();
  }

  private static void awaitLine(BufferedReader out, String part) throws IOException {
    String said = out.readLine();
    while (said != null && !said.contains(part)) {
      said = out.readLine();
    }
    assertThat(said).isNotNull();
  }

  private static boolean wantsALongerRun(String check) {
    return check.contains("the meals are UNEQUAL")
        || check.contains(" 0 of them while registers were down: 0 unanswered, 0 stale or wrong")
        || check.contains(" ate at once")
        || check.contains(" of an ideal schedule")
        || check.contains("starved")
        || check.contains("nobody ate")
        || check.contains(" writes: 0 committed")
        || check.contains("deadlock");
  }

  @Test
  void signalledLauncherEndsItsWorkersAndCleansUp() throws Exception {
    Process demo = start("bank", "--calls", "100000");
    try (BufferedReader out = reader(demo)) {
      awaitLine(out, "] "); // the first line of progress
      List<ProcessHandle> workers = demo.descendants().toList();
      assertThat(workers).hasSize(4);

      demo.destroy();
      assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

      assertThat(demo.exitValue()).isEqualTo(143);
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void workersNoticeThatTheirLauncherWasKilled() throws Exception {
    Process demo = start("bank", "--calls", "100000");
    try (BufferedReader out = reader(demo)) {
      awaitLine(out, "] "); // the first line of progress
      List<ProcessHandle> workers = demo.descendants().toList();
      assertThat(workers).hasSize(4);

      demo.destroyForcibly();

      for (ProcessHandle worker : workers) {
        worker.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void ensembleThatIsNotThereIsSaidSo() throws Exception {
    int port = FreePorts.find(1).get(0);
    Process demo = start("mutex", "--connect", "127.0.0.1:" + port);
    try (BufferedReader out = reader(demo)) {
      String all = String.join("\n", out.lines().toList());

      assertThat(demo.waitFor()).isEqualTo(3);
      assertThat(all).contains("No ZooKeeper ensemble answered at 127.0.0.1:" + port);
    }
  }

  private Process start(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Ddemo.pages=" + pages,
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName()));
    command.addAll(List.of(arguments));
    Process demo = new ProcessBuilder(command).redirectErrorStream(true).start();
    cleanup.add(() -> demo.destroyForcibly().waitFor());
    return demo;
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata")).toList();
    }
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
