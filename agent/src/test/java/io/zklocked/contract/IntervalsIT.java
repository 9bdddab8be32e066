package io.zklocked.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lock of work that outlives its call spans that work, as the log of the server's transactions
 * tells: the contender's node, and marks that the work has left.
 */
class IntervalsIT {

  private static final String LOCKS = "/zklocked/contract%2F";

  @BeforeAll
  static void quietServer() {
    System.setProperty("zookeeper.admin.enableServer", "false");
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"BY_HAND", "GUICE", "AGENT"})
  void lockSpansTheWork(Way way) throws Exception {
    List<String> log;
    TestingServer server = new TestingServer();
    try {
      run(way, server.getConnectString());
      server.stop();
      log = transactions(new File(server.getTempDirectory(), "version-2"));
    } finally {
      server.close();
    }
    Files.write(LockContractIT.LOGS.resolve("intervals-" + way + ".txt"), log);
    log.forEach(line -> System.out.println("[intervals] " + way + " " + line));
    for (String stage : List.of("stage-completed", "stage-failed", "stage-cancelled")) {
      assertThat(of(stage, log))
          .containsExactly(
              "lock created",
              stage + " body",
              stage + " has returned",
              stage + " ends, on another thread",
              "lock deleted");
    }
    assertThat(of("mono-twice", log))
        .containsExactly(
            "mono-twice is there",
            "mono-twice is subscribed to",
            "lock created",
            "mono-twice body",
            "mono-twice ends",
            "lock deleted",
            "mono-twice is subscribed to",
            "lock created",
            "mono-twice body",
            "mono-twice ends",
            "lock deleted");
    assertThat(of("mono-cancelled", log))
        .containsExactly(
            "lock created",
            "mono-cancelled body",
            "mono-cancelled ends, by cancel",
            "lock deleted");
  }

  private static void run(Way way, String server) throws Exception {
    Launch launch =
        new Launch(
            Jdks.thisOne(),
            way,
            "connect=" + server,
            LockContractIT.AGENT,
            LockContractIT.classPath(way),
            LockContractIT.LOGS);
    ProcessBuilder builder = launch.of(IntervalsProgram.class);
    builder.command().add(1, "-D" + ContractRunner.SERVER + "=" + server);
    Path out = LockContractIT.LOGS.resolve("intervals-" + way + ".out");
    Process process = builder.redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.exitValue()).as("see " + LockContractIT.LOGS).isZero();
  }

  /** What concerns one key, in the order of the server. */
  private static List<String> of(String key, List<String> log) {
    List<String> found = new ArrayList<>();
    for (String line : log) {
      String event = line.substring(line.indexOf("ms  ") + 4);
      if (event.endsWith(LOCKS + key)) {
        found.add(event.substring(0, event.indexOf(" " + LOCKS)));
      } else if (event.startsWith(key + " ")) {
        found.add(event);
      }
    }
    return found;
  }

  /** The nodes of contenders and the marks, as the server has written them down. */
  private static List<String> transactions(File directory) throws Exception {
    List<String> lines = new ArrayList<>();
    long start = 0;
    try (TxnIterator log = new FileTxnLog(directory).read(1)) {
      do {
        String event = event(log);
        if (!event.isEmpty()) {
          start = start == 0 ? log.getHeader().getTime() : start;
          long millis = log.getHeader().getTime() - start;
          lines.add("zxid %3d %5d ms  %s".formatted(log.getHeader().getZxid(), millis, event));
        }
      } while (log.next());
    }
    return lines;
  }

  private static String event(TxnIterator log) {
    if (log.getHeader().getType() == OpCode.delete && log.getTxn() instanceof DeleteTxn deleted) {
      return contender("lock deleted ", deleted.getPath());
    }
    if (!(log.getTxn() instanceof CreateTxn created)) {
      return "";
    }
    String path = created.getPath();
    return path.startsWith(IntervalsProgram.MARKS + "/")
        ? path.substring(IntervalsProgram.MARKS.length() + 1, path.lastIndexOf(' '))
        : contender("lock created ", path);
  }

  private static String contender(String what, String path) {
    int slash = path.lastIndexOf('/');
    return path.startsWith(LOCKS) && slash > LOCKS.length() ? what + path.substring(0, slash) : "";
  }
}
