package io.zklocked.contract;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zklocked.contract.ContractRunner.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the contract all ways on this JDK, and on JDK 25 as well, beside that and with a server of
 * its own: the rules mostly wait. Each run is a process of its own, also where it would not have to
 * be, so that the ways differ in how they lock and in nothing else. The table of all results is
 * printed and stays in {@code target/contract/table.txt}.
 */
class LockContractIT {

  static final Path LOGS = Path.of("target", "contract").toAbsolutePath();
  static final Path AGENT = Path.of("target", "zklocked-agent.jar").toAbsolutePath();

  /** What an application under the agent does not have: the agent brings its own. */
  private static final List<String> OURS =
      List.of(
          "runtime/target/",
          "zklocked-runtime",
          "guice/target/",
          "zklocked-guice",
          "com/google/inject/",
          "agent/target/classes",
          "zklocked-agent",
          "io/micrometer/");

  private static final ContractTable TABLE = new ContractTable();
  private static final ExecutorService BESIDE = Executors.newSingleThreadExecutor();
  private static final Map<Way, Future<Map<Integer, Verdict>>> ON_JDK_25 = new EnumMap<>(Way.class);
  private static TestingServer server;
  private static TestingServer serverOfJdk25;

  @BeforeAll
  static void startServersAndTheRunsOnJdk25() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    server = new TestingServer();
    serverOfJdk25 = new TestingServer();
    Files.createDirectories(LOGS);
    if (Jdks.jdk25().isPresent()) {
      for (Way way : Way.values()) {
        ON_JDK_25.put(way, BESIDE.submit(() -> onJdk25(way).execute()));
      }
    }
  }

  @AfterAll
  static void stopServersAndReport() throws IOException {
    BESIDE.shutdownNow();
    server.close();
    serverOfJdk25.close();
    Files.write(LOGS.resolve("table.txt"), TABLE.lines());
    TABLE.lines().forEach(System.out::println);
  }

  @TestFactory
  Stream<DynamicNode> contract() throws IOException {
    Stream<DynamicNode> here =
        Arrays.stream(Way.values())
            .map(way -> run(way.name(), Jdks.thisOne(), way, server))
            .map(run -> node(run, run::execute));
    return Stream.concat(here, onJdk25());
  }

  private static Stream<DynamicNode> onJdk25() throws IOException {
    if (Jdks.jdk25().isEmpty()) {
      return Stream.of(
          dynamicTest(
              "on JDK 25", () -> abort("no JDK 25: set JDK25_HOME, or put one in /usr/lib/jvm")));
    }
    List<DynamicNode> nodes = new ArrayList<>();
    for (Map.Entry<Way, Future<Map<Integer, Verdict>>> begun : ON_JDK_25.entrySet()) {
      nodes.add(node(onJdk25(begun.getKey()), begun.getValue()::get));
    }
    return nodes.stream();
  }

  private static ContractRun onJdk25(Way way) throws IOException {
    return run(way + " 25", Jdks.jdk25().orElseThrow(), way, serverOfJdk25);
  }

  private static ContractRun run(String title, Path java, Way way, TestingServer server) {
    String connect = way.hasServer() ? server.getConnectString() : "memory";
    return new ContractRun(
        title,
        new Launch(java, way, "connect=" + connect, AGENT, classPath(way), LOGS),
        server.getConnectString());
  }

  static String classPath(Way way) {
    String all = System.getProperty("java.class.path");
    if (way != Way.AGENT) {
      return all;
    }
    return Arrays.stream(all.split(File.pathSeparator, -1))
        .filter(entry -> OURS.stream().noneMatch(entry.replace('\\', '/')::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Its results are waited for when its tests are asked for, not before. */
  private static DynamicNode node(ContractRun run, Callable<Map<Integer, Verdict>> results) {
    return dynamicContainer(run.title(), Stream.of(run).flatMap(any -> tests(run, results)));
  }

  private static Stream<DynamicTest> tests(
      ContractRun run, Callable<Map<Integer, Verdict>> results) {
    Map<Integer, Verdict> verdicts;
    try {
      verdicts = results.call();
    } catch (Exception e) {
      throw new IllegalStateException("the contract did not run: " + run.title(), e);
    }
    TABLE.add(run, verdicts);
    return IntStream.range(0, Contract.RULES.size())
        .filter(i -> !Contract.RULES.get(i).notFor().containsKey(run.launch().way()))
        .mapToObj(i -> test(Contract.RULES.get(i), verdicts.get(i)));
  }

  private static DynamicTest test(Rule rule, Verdict verdict) {
    return dynamicTest(
        rule.sentence(),
        () -> {
          if (verdict == null) {
            fail("the rule did not run: the process ended before; see " + LOGS);
          } else if (!verdict.holds()) {
            fail(verdict.failure());
          }
        });
  }
}
