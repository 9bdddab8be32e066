package io.zklocked.agent;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.TestingServer;

/**
 * Measures what the agent adds to the start of programs, on each JDK that is there: each program is
 * started as often as there are rounds, in turns, and the median counts. For an idle machine:
 *
 * <pre>benchmarks/startup.sh</pre>
 */
final class StartupTimes {

  private static final String EMPTY = "empty agent";
  private static final String IDLE = "our agent, nothing locked";
  private static final String ONE = "our agent, one locked call, memory";
  private static final String SERVER = "our agent, one locked call, a server";
  private static final String CURATOR = "plain Curator, one mutex";
  private static final String MANY = "10,000 classes, empty transformer";
  private static final String MANY_OURS = "10,000 classes, our agent, one locked";
  private static final String MANY_CALLED = "10,000 classes, our agent, one called";
  private static final String MANY_OTHERS = "10,000 classes, OpenTelemetry's agent";

  private static final double MOST_MEGABYTES = 12;

  private final int rounds;
  private final StartupPrograms programs;
  private final String server;

  private StartupTimes(int rounds, StartupPrograms programs, String server) {
    this.rounds = rounds;
    this.programs = programs;
    this.server = server;
  }

  /**
   * Prints the table.
   *
   * @param arguments the number of rounds, and where OpenTelemetry's agent is
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    StartupPrograms programs =
        StartupPrograms.in(Files.createTempDirectory("zklocked-startup"), Path.of(arguments[1]));
    try (TestingServer server = new TestingServer()) {
      new StartupTimes(Integer.parseInt(arguments[0]), programs, server.getConnectString()).run();
    }
  }

  private void run() throws Exception {
    Map<String, String> jdks = new LinkedHashMap<>();
    jdks.put("JDK " + Runtime.version().feature(), System.getProperty("java.home"));
    String newer = Forked.jdk25();
    if (!newer.isEmpty()) {
      jdks.put("JDK 25", newer);
    }
    Map<String, Map<String, List<Long>>> times = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, String> jdk : jdks.entrySet()) {
        for (Map.Entry<String, List<String>> kind : kinds().entrySet()) {
          long millis = start(jdk.getValue(), kind.getKey(), kind.getValue());
          if (round > 0) { // the first one fills the caches of the machine
            times
                .computeIfAbsent(jdk.getKey(), any -> new LinkedHashMap<>())
                .computeIfAbsent(kind.getKey(), any -> new ArrayList<>())
                .add(millis);
          }
        }
      }
    }
    times.forEach(this::print);
    double megabytes = Files.size(Forked.AGENT) / 1e6;
    System.out.printf(
        "%nagent jar: %.2f MB, bar %.0f: %s%n",
        megabytes, MOST_MEGABYTES, word(megabytes <= MOST_MEGABYTES));
  }

  private Map<String, List<String>> kinds() {
    String ours = "-javaagent:" + Forked.AGENT + "=connect=";
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    kinds.put(
        EMPTY, List.of("-javaagent:" + programs.emptyAgent(), "-cp", programs.app(), "Empty"));
    kinds.put(IDLE, List.of(ours + "memory", "-cp", programs.app(), "Empty"));
    kinds.put(ONE, List.of(ours + "memory", "-cp", programs.app(), "One"));
    kinds.put(SERVER, List.of(ours + server, "-cp", programs.app(), "One"));
    kinds.put(CURATOR, List.of("-cp", programs.curator(), "Plain", server));
    kinds.put(
        MANY,
        List.of(
            "-javaagent:" + programs.emptyAgent() + "=transform", "-cp", programs.many(), "Many"));
    kinds.put(MANY_OURS, List.of(ours + "memory", "-cp", programs.many(), "Many"));
    kinds.put(MANY_CALLED, List.of(ours + "memory", "-cp", programs.many(), "Many", "call"));
    List<String> others = new ArrayList<>(List.of("-javaagent:" + programs.others()));
    for (String signal : List.of("traces", "metrics", "logs")) {
      others.add("-Dotel." + signal + ".exporter=none");
    }
    others.addAll(List.of("-cp", programs.many(), "Many"));
    kinds.put(MANY_OTHERS, others);
    return kinds;
  }

  private static long start(String home, String kind, List<String> arguments) throws Exception {
    long begin = System.nanoTime();
    Forked.Outcome outcome =
        Forked.run(home + File.separator + "bin/java", arguments.toArray(String[]::new));
    long millis = (System.nanoTime() - begin) / 1_000_000;
    if (outcome.exit() != 0 || !outcome.out().equals(List.of("x"))) {
      throw new IllegalStateException(kind + ": " + outcome);
    }
    return millis;
  }

  private void print(String jdk, Map<String, List<Long>> times) {
    System.out.printf("%n%s, %d starts each%n", jdk, rounds);
    System.out.printf("%-42s %9s %20s%n", "", "median ms", "smallest..largest");
    times.forEach(
        (kind, all) -> {
          List<Long> sorted = all.stream().sorted().toList();
          System.out.printf(
              "%-42s %9d %20s%n",
              kind, median(all), sorted.get(0) + ".." + sorted.get(sorted.size() - 1));
        });
    System.out.println();
    double empty = median(times, EMPTY);
    bar("nothing locked, over an empty agent", median(times, IDLE) - empty, "ms", 15);
    bar("one locked call, over an empty agent", median(times, ONE) - empty, "ms", 100);
    double allowed = 1.15 * median(times, CURATOR) + 60;
    bar("one locked call, a server", median(times, SERVER), "ms", allowed);
    double many = median(times, MANY);
    double ours = median(times, MANY_OURS) - many;
    double called = median(times, MANY_CALLED) - many;
    bar("10,000 classes, over an empty transformer", 100 * ours / many, "%", 10);
    bar("the same, the locked method called once", 100 * called / many, "%", 10);
    double others = median(times, MANY_OTHERS) - many;
    bar("what that adds, of what OpenTelemetry's adds", 100 * called / others, "%", 25);
  }

  private static double median(Map<String, List<Long>> times, String kind) {
    return median(times.getOrDefault(kind, List.of()));
  }

  private static void bar(String what, double figure, String unit, double most) {
    System.out.printf(
        "%-42s %7.1f %-2s, bar %.0f: %s%n", what, figure, unit, most, word(figure <= most));
  }

  private static String word(boolean isKept) {
    return isKept ? "kept" : "MISSED";
  }

  private static long median(List<Long> all) {
    return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
  }
}
