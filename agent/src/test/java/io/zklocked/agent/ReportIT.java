package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent reports, and what runs without its lock because that is wanted. */
class ReportIT {

  private static final String APP =
      """
      import io.zklocked.ZkLocked;
      import java.lang.management.ManagementFactory;
      import java.nio.file.*;
      import javax.management.*;

      public class App {
        public record Order(int id) {}
        static int inside;
        @ZkLocked("a/{id}") static void locked(long id) { inside++; }
        @ZkLocked("x/{nope}") static void wrong(int id) { inside++; }
        @ZkLocked("o/{order.nope}") static void late(Order order) { inside++; }

        public static void main(String[] arguments) throws Exception {
          locked(1); locked(2); locked(3);
          wrong(1);
          late(new Order(1)); late(new Order(2));
          System.out.println("inside " + inside);
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName bean = new ObjectName("io.zklocked:type=Locks");
          while (!server.isRegistered(bean)) Thread.onSpinWait();
          System.out.println("at " + server.invoke(bean, "writeReport", null, null));
          System.out.println("now " + Files.readString(Path.of(arguments[0])).contains("\\"calls\\": 3"));
          locked(4);
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void whatCannotBeLockedRunsAndIsReportedWhereThatIsWanted() throws Exception {
    Forked.compile(directory, "App", APP);
    Path file = directory.resolve("report.json");
    Outcome outcome =
        Forked.java(
            "-javaagent:" + Forked.AGENT + "=connect=memory,on-unwoven=warn,report=" + file,
            "-cp",
            directory + java.io.File.pathSeparator + Forked.ANNOTATIONS,
            "App",
            file.toString());
    assertThat(outcome.out())
        .as("%s", outcome.err())
        .containsExactly("inside 6", "at " + file, "now true");
    assertThat(outcome.err().get(0)).contains(", on-unwoven=warn, report " + file);
    assertThat(outcome.err())
        .filteredOn(line -> line.contains("ERROR") && line.contains("RUNS WITHOUT LOCKS"))
        .hasSize(2)
        .anyMatch(line -> line.contains("App#wrong(int)"))
        .anyMatch(line -> line.contains("App#late(Order)"));
    assertThat(outcome.err())
        .filteredOn(
            line ->
                line.endsWith(
                    "methods locked: 1; methods that RUN WITHOUT LOCKS: 2; report: " + file))
        .hasSize(1);
    checkReport(Files.readString(file));
  }

  private static void checkReport(String report) {
    assertThat(report)
        .contains("\"locked\": 1,", "\"runsUnlocked\": 2,", "\"ensemble\": \"memory")
        .contains("\"class\": \"jdk.internal.loader.ClassLoaders$AppClassLoader\"")
        .containsSubsequence(
            "\"method\": \"late\"",
            "\"descriptor\": \"(LApp$Order;)V\"",
            "\"template\": \"o/{order.nope}\"",
            "\"state\": \"runs unlocked\"",
            "\"reason\": \"App#late(Order)",
            "\"calls\": 2",
            "\"method\": \"locked\"",
            "\"mode\": \"EXCLUSIVE\"",
            "\"origin\": \"annotation\"",
            "\"state\": \"locked\"",
            "\"calls\": 4",
            "\"method\": \"wrong\"",
            "\"state\": \"runs unlocked\"",
            "\"templates\"",
            "\"a/{id}\"",
            "\"granted\": 4");
  }
}
