package io.zklocked.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.cli.LoneServer;
import io.zklocked.cli.Spawned;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands under a lock: what they are told, how they end, and what is left of them. */
@Timeout(120)
class RunIT {

  /** Says its process ids, and ends by KILL alone; so does what it has started. */
  private static final String STUBBORN =
      "trap '' TERM; sh -c 'trap \"\" TERM; echo other $$; while :; do sleep 0.05; done' &"
          + " echo own $$; while :; do sleep 0.05; done";

  @TempDir private static Path directory;
  private static LoneServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new LoneServer(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void commandHasItsStreamsItsTokenAndItsExitCode() throws Exception {
    try (Spawned run =
        run(
            "a",
            "sh",
            "-c",
            "echo $ZKLOCKED_RESOURCE $ZKLOCKED_PATH $ZKLOCKED_TOKEN; cat; exit 7")) {
      run.write("typed\n");
      run.end();
      assertThat(run.exitCode()).isEqualTo(7);
      assertThat(run.lines()).hasSize(2).element(1).isEqualTo("typed");
      assertThat(run.lines().get(0)).matches("a /zklocked/a [1-9][0-9]*");
      assertThat(server.line("a")).isEmpty();
    }
  }

  @Test
  void secondIsRefusedWithWhoHoldsTheLockAndHasTheGreaterTokenLater() throws Exception {
    try (Spawned first = run("b", "sh", "-c", "echo $ZKLOCKED_TOKEN; cat")) {
      long token = Long.parseLong(first.lineAfter(0));
      try (Spawned second = run("b", "--wait-time", "0", "echo", "ran")) {
        assertThat(second.exitCode()).isEqualTo(75);
        assertThat(second.lines())
            .singleElement()
            .asString()
            .contains("pid " + first.pid(), "thread run sh", "was not run");
      }
      first.end();
      assertThat(first.exitCode()).isZero();
      try (Spawned third = run("b", "sh", "-c", "echo $ZKLOCKED_TOKEN")) {
        assertThat(Long.parseLong(third.lineAfter(0))).isGreaterThan(token);
        assertThat(third.exitCode()).isZero();
      }
    }
  }

  @Test
  void commandMayBeThisOneAndSeeWhoHoldsTheLock() throws Exception {
    List<String> check = Spawned.command("check", "n", "--connect", server.address());
    List<String> line = new ArrayList<>(List.of("n"));
    line.addAll(check);
    try (Spawned run = run(line.toArray(String[]::new))) {
      assertThat(run.exitCode()).as("%s", run.lines()).isZero();
      run.line("pid " + run.pid());
    }
  }

  @Test
  void permitsAreForSoMany() throws Exception {
    try (Spawned first = run("p", "--permits", "2", "sh", "-c", "echo has; cat");
        Spawned second = run("p", "--permits", "2", "sh", "-c", "echo has; cat")) {
      first.line("has");
      second.line("has");
      try (Spawned third =
          run("p", "--mode", "semaphore", "--permits", "2", "--wait-time", "0", "true")) {
        assertThat(third.exitCode()).isEqualTo(75);
      }
    }
  }

  @Test
  void signalsGoToTheCommandWhichDecides() throws Exception {
    String traps =
        "for s in HUP INT USR1 USR2; do trap \"echo got $s\" $s; done; trap 'echo bye; exit 3' TERM;"
            + " echo up; while :; do sleep 0.05; done";
    try (Spawned run = run("c", "sh", "-c", traps)) {
      run.line("up");
      // A process that is started with HUP ignored, as by nohup, never hears of it.
      List<String> heard =
          isHangupIgnored()
              ? List.of("USR1", "USR2", "INT")
              : List.of("USR1", "USR2", "HUP", "INT");
      for (String signal : heard) {
        run.signal(signal);
        run.line("got " + signal);
      }
      run.signal("TERM");
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.lines()).endsWith("bye");
    }
  }

  @Test
  void environmentIsTheCommandsOwn() throws Exception {
    List<String> line =
        Spawned.command(
            "run",
            "own",
            "--connect",
            server.address(),
            "--",
            "sh",
            "-c",
            "echo $start$left$tick; exit 3");
    try (Spawned run = Spawned.start(Map.of("start", "S", "left", "L", "tick", "K"), line)) {
      run.line("SLK");
      assertThat(run.exitCode()).isEqualTo(3);
    }
  }

  private static boolean isHangupIgnored() throws Exception {
    String ignored = "SigIgn:";
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(ignored))
        .anyMatch(line -> line.matches(".*[13579bdf]"));
  }

  @Test
  void commandThatASignalEndsIsToldAsAShellTellsIt() throws Exception {
    try (Spawned run = run("d", "sh", "-c", "kill -s KILL $$")) {
      assertThat(run.exitCode()).isEqualTo(137);
      assertThat(run.lines()).isEmpty();
    }
  }

  @Test
  void signalEndsTheWaitAndLeavesNoPlaceInLine() throws Exception {
    try (ZkLocks locks = ZkLocks.start(ZkLocksConfig.connect(server.address()));
        Hold hold = locks.acquire("e");
        Spawned run = run("e", "--wait-time", "forever", "echo", "ran")) {
      Spawned.eventually("two in line", () -> inLine("e") == 2);
      run.signal("INT");
      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(run.lines()).noneMatch("ran"::equals);
      assertThat(server.line("e")).hasSize(1);
      hold.ensureValid();
    }
  }

  @Test
  void wholeGroupIsEndedWhenTheServerEndsTheSession() throws Exception {
    try (Spawned run = run("f", "sh", "-c", STUBBORN)) {
      long own = pid(run, "own");
      long other = pid(run, "other");
      server.endSession("f");
      assertThat(run.exitCode()).isEqualTo(76);
      assertThat(isAlive(own) || isAlive(other)).isFalse();
      run.line("the lock is lost");
      run.line("check what this one did");
    }
  }

  @Test
  void commandHasTimeToCleanUpWhenItsNodeIsGone() throws Exception {
    String cleans = "trap 'echo cleaned; exit 5' TERM; echo up; while :; do sleep 0.05; done";
    try (Spawned run = run("g", "--kill-after", "30s", "sh", "-c", cleans)) {
      run.line("up");
      server.deleteHolder("g");
      assertThat(run.exitCode()).isEqualTo(76);
      run.line("cleaned");
    }
  }

  @Test
  void killedRunEndsItsGroup() throws Exception {
    try (Spawned run = run("h", "sh", "-c", STUBBORN)) {
      long own = pid(run, "own");
      long other = pid(run, "other");
      long killed = System.nanoTime();
      run.signal("KILL");
      Spawned.eventually("both end", () -> !isAlive(own) && !isAlive(other));
      System.out.printf(
          "[run] kill -9: group gone after %d ms%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
    }
  }

  @Test
  void whatIsLeftRunningIsNamedAndEndedBeforeTheRelease() throws Exception {
    try (Spawned run = run("i", "--json", "sh", "-c", "sleep 300 & echo left $!; exit 4")) {
      long left = pid(run, "left");
      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.line("{"))
          .startsWith(
              "{\"note\":\"left\",\"message\":\"the command has ended with 4 and left running")
          .endsWith(",\"processes\":[\"pid " + left + " (sleep)\"]}");
      assertThat(isAlive(left)).isFalse();
    }
  }

  @Test
  void groupEndsAheadOfTheSessionWhenTheServerIsTakenAway(@TempDir Path own) throws Exception {
    Path lastSign = own.resolve("sign");
    try (LoneServer away = new LoneServer(Files.createDirectory(own.resolve("server")))) {
      List<String> line =
          List.of(
              "run",
              "j",
              "--connect",
              away.address(),
              "--session-timeout",
              "4s",
              "--",
              "sh",
              "-c",
              "trap '' TERM; echo up; while :; do date +%s%3N >> \"$0\"; sleep 0.02; done",
              lastSign.toString());
      try (Spawned run = Spawned.zklocked(line.toArray(String[]::new))) {
        run.line("up");
        long stopped = System.currentTimeMillis();
        away.stop();
        assertThat(run.exitCode()).isEqualTo(76);
        run.line("cannot be proven");
        List<String> signs = Files.readAllLines(lastSign);
        long seen = Long.parseLong(signs.get(signs.size() - 1)) - stopped;
        System.out.printf(
            "[run] server taken away, session timeout 4000 ms: last sign of the group after %d ms%n",
            seen);
        assertThat(seen).isLessThan(4_000);
      }
    }
  }

  @Test
  void argumentsAreTheBytesThatWereWrittenInEveryLocale() throws Exception {
    Map<String, String> environment =
        Map.of(
            "LC_ALL",
            "C",
            "ZKLOCKED_JAVA_OPTIONS",
            "-Xmx200m -Xss1m",
            "JAVA_HOME",
            System.getProperty("java.home"));
    Path words = Files.writeString(directory.resolve("words"), "of a file");
    String call =
        "exec \"$0\" run \"$(printf 'k\\303\\251')\" --connect=\"$1\" -- sh -c"
            + " 'echo \"$ZKLOCKED_RESOURCE $LC_ALL $*\"' sh \"@$2\" \"$(printf '\\303\\237')\"";
    String file = Path.of("target", "zklocked").toAbsolutePath().toString();
    try (Spawned run =
        Spawned.start(
            environment, List.of("sh", "-c", call, file, server.address(), words.toString()))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.lines()).containsExactly("k\u00e9 C @" + words + " \u00df");
    }
  }

  @Test
  void timeoutOfTheSessionIsThatWhichTheServerGrants() {
    Duration asked = Duration.ofMinutes(5);
    try (LockRuntime runtime =
        LockRuntime.start(ZkLocksConfig.connect(server.address()).withSessionTimeout(asked))) {
      assertThat(runtime.sessionTimeout()).isEqualTo(asked);
      var unused = ZkLocks.of(runtime).connect(Duration.ofSeconds(60));
      assertThat(runtime.sessionTimeout()).isEqualTo(Duration.ofSeconds(60));
    }
  }

  @Test
  void missingCommandsAndEnsemblesAreToldApart() throws Exception {
    assertThat(code("k", "no-such-command-anywhere")).isEqualTo(127);
    assertThat(code("k", "/")).isEqualTo(126);
    try (Spawned away =
        Spawned.zklocked(
            "run", "k", "--connect", "127.0.0.1:1", "--connect-timeout", "300ms", "--", "true")) {
      assertThat(away.exitCode()).isEqualTo(69);
      away.line("127.0.0.1:1");
    }
  }

  private static boolean isAlive(long pid) {
    ProcessTable.Row row = new ProcessTable().find(pid);
    return row != null && !row.isOver();
  }

  private static int code(String... arguments) throws Exception {
    try (Spawned run = run(arguments)) {
      return run.exitCode();
    }
  }

  /** The key, options, and then a command whose name is no option's value. */
  private static Spawned run(String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                "run", arguments[0], "--connect", server.address(), "--connect-timeout", "60s"));
    int next = 1;
    while (arguments[next].startsWith("--")) {
      String option = arguments[next++];
      line.add(option);
      if (!option.equals("--json")) {
        line.add(arguments[next++]);
      }
    }
    line.add("--");
    line.addAll(List.of(arguments).subList(next, arguments.length));
    return Spawned.zklocked(line.toArray(String[]::new));
  }

  private static long pid(Spawned run, String name) throws InterruptedException {
    return Long.parseLong(run.line(name + " ").substring(name.length() + 1));
  }

  private static int inLine(String key) {
    try {
      return server.line(key).size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
