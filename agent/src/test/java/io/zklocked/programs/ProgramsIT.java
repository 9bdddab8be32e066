package io.zklocked.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.contract.Eventually;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Two nodes of a program that others wrote wait for one lock, which a third party holds, and get it
 * one after the other. Prints how long it takes to start with the agent and without.
 */
@Tag("programs")
@Timeout(600)
class ProgramsIT {

  private static final int RUNS = 3;
  private static final Pattern PID = Pattern.compile("\"pid\":\"?(\\d+)");
  private static final List<String> TABLE = new ArrayList<>();

  @TempDir static Path shared;
  private static TestingServer server;
  private static CuratorFramework eye;

  @TempDir Path directory;
  private final List<Node> nodes = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = new TestingServer();
    eye = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(500));
    eye.start();
  }

  @AfterAll
  static void print() throws Exception {
    eye.close();
    server.close();
    TABLE.forEach(System.out::println);
  }

  @AfterEach
  void end() {
    nodes.forEach(Node::kill);
  }

  @ParameterizedTest
  @FieldSource("io.zklocked.programs.Program#ALL")
  void twoNodesOfAProgramExcludeEachOther(Program program) throws Exception {
    Path rules = Files.writeString(directory.resolve("locks.rules"), program.rule());
    String agent = "connect=" + server.getConnectString() + ",acl=world,rules=" + rules;
    ZkLocksConfig config = ZkLocksConfig.connect(server.getConnectString()).with("acl", "world");
    String pids;
    String line;
    try (ZkLocks third = ZkLocks.start(config);
        Hold hold = third.acquire(program.resource())) {
      line = hold.path();
      nodes.add(Node.start(program, directory.resolve("one"), agent));
      nodes.add(Node.start(program, directory.resolve("two"), agent));
      Eventually.until(program + " waits", () -> isOver(nodes) || waiting(line) == 3);
      assertThat(nodes).as("have ended").noneMatch(Node::hasEnded);
      assertThat(nodes).as("have gone on").noneMatch(Node::isReady);
      pids = pids(line);
    }
    for (Node node : nodes) {
      node.awaitReady();
    }
    Eventually.until(program + " is through", () -> waiting(line) == 0);
    List<Long> without = new ArrayList<>();
    List<Long> with = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      without.add(startUp(program, null, "without" + i));
      with.add(startUp(program, agent, "with" + i));
    }
    TABLE.add(
        "| %s | %s | `%s` | pids %s | %s | %s |"
            .formatted(
                program.name(),
                program.loading(),
                program.rule(),
                pids,
                shown(without),
                shown(with)));
  }

  private static boolean isOver(List<Node> nodes) {
    return nodes.stream().anyMatch(Node::hasEnded);
  }

  private long startUp(Program program, @Nullable String agent, String name) throws Exception {
    long start = System.nanoTime();
    Node node = Node.start(program, directory.resolve(name), agent);
    nodes.add(node);
    node.awaitReady();
    long millis = (System.nanoTime() - start) / 1_000_000;
    node.end();
    return millis;
  }

  private static int waiting(String line) throws Exception {
    return eye.checkExists().forPath(line) == null ? 0 : eye.getChildren().forPath(line).size();
  }

  private static String pids(String line) throws Exception {
    TreeSet<String> pids = new TreeSet<>();
    for (String contender : eye.getChildren().forPath(line)) {
      Matcher record =
          PID.matcher(new String(eye.getData().forPath(line + "/" + contender), UTF_8));
      assertThat(record.find()).as(contender).isTrue();
      pids.add(record.group(1));
    }
    assertThat(pids).hasSize(3);
    pids.remove(Long.toString(ProcessHandle.current().pid()));
    return String.join(" and ", pids);
  }

  private static String shown(List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    return "%d [%d..%d]".formatted(sorted.get(RUNS / 2), sorted.get(0), sorted.get(RUNS - 1));
  }
}
