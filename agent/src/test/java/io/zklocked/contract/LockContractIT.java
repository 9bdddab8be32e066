package io.zklocked.contract;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zklocked.contract.ContractRunner.Verdict;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Runs the contract all ways on this JDK, and through the agent on JDK 25 as well. Each run is a
 * process of its own, also where it would not have to be, so that the ways differ in how they lock
 * and in nothing else. The table of all results is printed and stays in {@code
 * target/contract/table.txt}.
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
  private static TestingServer server;

  @BeforeAll
  static void startServer() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    server = new TestingServer();
    Files.createDirectories(LOGS);
  }

  @AfterAll
  static void stopServerAndReport() throws IOException {
    server.close();
    Files.write(LOGS.resolve("table.txt"), TABLE.lines());
    TABLE.lines().forEach(System.out::println);
  }

  @TestFactory
  Stream<DynamicNode> contract() {
    return Arrays.stream(Way.values()).map(way -> onThisJdk(way));
  }

  @TestFactory
  Stream<DynamicNode> contractOnJdk25() throws IOException {
    Optional<Path> java = Jdks.jdk25();
    return java.isEmpty()
        ? Stream.of(
            dynamicTest(
                "on JDK 25", () -> abort("no JDK 25: set JDK25_HOME, or put one in /usr/lib/jvm")))
        : Arrays.stream(Way.values()).map(way -> node(run(way + " 25", java.get(), way)));
  }

  private static DynamicNode onThisJdk(Way way) {
    return node(run(way.name(), Jdks.thisOne(), way));
  }

  private static ContractRun run(String title, Path java, Way way) {
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

  /** The run starts when its tests are asked for, not before. */
  private static DynamicNode node(ContractRun run) {
    return dynamicContainer(run.title(), Stream.of(run).flatMap(LockContractIT::tests));
  }

  private static Stream<DynamicTest> tests(ContractRun run) {
    Map<Integer, Verdict> verdicts;
    try {
      verdicts = run.execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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
