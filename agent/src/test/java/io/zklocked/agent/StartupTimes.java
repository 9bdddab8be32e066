package io.zklocked.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.TestingServer;

/**
 * Measures what the agent adds to the start of a trivial program, as the median of eleven runs of
 * each kind, taken in turns. Run by hand, on an idle machine, after {@code mvn package}:
 *
 * <pre>mvn -pl agent -am -Pstartup verify -DskipTests</pre>
 */
final class StartupTimes {

  private static final int RUNS = 11;

  private static final String EMPTY =
      "public class Empty { public static void main(String[] a) { System.out.print(\"x\"); } }";

  private static final String ONE =
      "import io.zklocked.ZkLocked; public class One { @ZkLocked(\"one/{id}\") static void"
          + " work(int id) {} public static void main(String[] a) { work(1);"
          + " System.out.print(\"x\"); } }";

  private StartupTimes() {}

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("zklocked-startup");
    Forked.compile(directory, "Empty", EMPTY);
    Forked.compile(directory, "One", ONE);
    System.setProperty("zookeeper.admin.enableServer", "false");
    try (TestingServer server = new TestingServer()) {
      Map<String, String[]> kinds = new LinkedHashMap<>();
      String path = directory + java.io.File.pathSeparator + Forked.ANNOTATIONS;
      String agent = "-javaagent:" + Forked.AGENT + "=connect=";
      kinds.put("without the agent", new String[] {"-cp", path, "Empty"});
      kinds.put("agent, nothing locked", new String[] {agent + "memory", "-cp", path, "Empty"});
      kinds.put("one locked call, memory", new String[] {agent + "memory", "-cp", path, "One"});
      kinds.put(
          "one locked call, a server",
          new String[] {agent + server.getConnectString(), "-cp", path, "One"});
      measure(kinds);
    }
  }

  private static void measure(Map<String, String[]> kinds) throws Exception {
    Map<String, List<Long>> times = new LinkedHashMap<>();
    for (int run = 0; run <= RUNS; run++) {
      for (Map.Entry<String, String[]> kind : kinds.entrySet()) {
        long start = System.nanoTime();
        Forked.Outcome outcome = Forked.java(kind.getValue());
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (outcome.exit() != 0) {
          throw new IllegalStateException(kind.getKey() + ": " + outcome.err());
        }
        if (run > 0) {
          times.computeIfAbsent(kind.getKey(), any -> new ArrayList<>()).add(millis);
        }
      }
    }
    long base = -1;
    System.out.printf("%-28s %8s %8s%n", "median of " + RUNS, "ms", "over");
    for (Map.Entry<String, List<Long>> kind : times.entrySet()) {
      long median = kind.getValue().stream().sorted().skip(RUNS / 2).findFirst().orElseThrow();
      base = base < 0 ? median : base;
      System.out.printf("%-28s %8d %8d%n", kind.getKey(), median, median - base);
    }
  }
}
