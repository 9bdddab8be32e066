package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a JVM with the agent ends, beside a server: at once, and without leaving a lock behind. */
class ShutdownIT {

  private static final String APP =
      """
      import io.zklocked.*;
      import java.util.concurrent.*;
      public class App {
        @ZkLocked("end/{how}") static void body(String how) throws Exception {
          System.out.println("in " + HeldLock.current().resource());
          if (how.equals("exit")) System.exit(3);
          if (how.equals("term")) {
            CountDownLatch ending = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(ending::countDown));
            System.out.println("ready");
            ending.await();
            System.out.println("work " + HeldLock.current().state());
          }
          if (how.equals("stuck")) {
            System.out.println("ready");
            try { new CountDownLatch(1).await(); } catch (InterruptedException e) {
              System.out.println("interrupted " + HeldLock.current().state());
            }
          }
        }
        public static void main(String[] a) throws Exception {
          java.util.Map<Object, Object> before = new java.util.TreeMap<>(System.getProperties());
          body(a[0]);
          if (!before.equals(new java.util.TreeMap<>(System.getProperties()))) System.out.println("changed");
          System.out.println("end of main");
        }
      }
      """;

  private static TestingServer server;
  private static CuratorFramework observer;

  @TempDir static Path directory;

  @BeforeAll
  static void start() throws Exception {
    Forked.compile(directory, "App", APP);
    server = new TestingServer();
    observer = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(100));
    observer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    observer.close();
    server.close();
  }

  /** The properties of ZooKeeper's client are not the system's either. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap6And26JvmWhoseThreadsHaveEndedEnds(int jdk) throws Exception {
    Outcome outcome =
        Forked.run(
            Forked.tool(jdk, "java"),
            "-XX:+DisableAttachMechanism",
            agent(10),
            "-cp",
            path(),
            "App",
            "none");
    assertThat(outcome.out()).as("%s", outcome.err()).containsExactly("in end/none", "end of main");
    assertThat(outcome.exit()).isZero();
    assertThat(contenders("none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap20ExitInsideABodyReleasesItsLock(int jdk) throws Exception {
    Outcome outcome = Forked.run(Forked.tool(jdk, "java"), agent(1), "-cp", path(), "App", "exit");
    assertThat(outcome.out()).containsExactly("in end/exit");
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).anyMatch(line -> line.contains("the grace time has passed"));
    assertThat(contenders("exit")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void bodyThatRunsAtTheSignalEndsUnderItsLock(int jdk) throws Exception {
    Ended ended = terminate(jdk, 10, "term");
    assertThat(ended.rest()).contains("work VALID");
    assertThat(ended.exit()).isEqualTo(143);
    assertThat(contenders("term")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void bodyThatOutlastsTheGraceTimeIsInterruptedAndLosesItsLock(int jdk) throws Exception {
    Ended ended = terminate(jdk, 1, "stuck");
    assertThat(ended.rest()).contains("interrupted LOST");
    assertThat(ended.exit()).isEqualTo(143);
    assertThat(contenders("stuck")).isEmpty();
  }

  private static Ended terminate(int jdk, int grace, String how) throws Exception {
    Process process =
        new ProcessBuilder(Forked.tool(jdk, "java"), agent(grace), "-cp", path(), "App", how)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo("in end/" + how);
      assertThat(said.readLine()).isEqualTo("ready");
      assertThat(contenders(how)).hasSize(1);
      // Not its own destroy(), which would close what it still says.
      assertThat(process.toHandle().destroy()).isTrue();
      List<String> rest = said.lines().toList();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), rest);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> contenders(String how) throws Exception {
    String path = "/zklocked/end%2F" + how;
    return observer.checkExists().forPath(path) == null
        ? List.of()
        : observer.getChildren().forPath(path);
  }

  private static String agent(int graceSeconds) {
    return "-javaagent:"
        + Forked.AGENT
        + "=connect="
        + server.getConnectString()
        + ",shutdown-grace="
        + graceSeconds
        + "s";
  }

  private static String path() {
    return directory + File.pathSeparator + Forked.ANNOTATIONS;
  }

  private record Ended(int exit, List<String> rest) {}
}
