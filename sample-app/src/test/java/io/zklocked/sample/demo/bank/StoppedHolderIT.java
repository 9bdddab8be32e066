package io.zklocked.sample.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.bank.Audit;
import io.zklocked.sample.bank.BookingProgram;
import io.zklocked.sample.bank.Books;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.CommandLines.Locks;
import io.zklocked.sample.mutex.HoldingProgram;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the next one waits when the process that is inside a locked method ends or is stopped,
 * and what becomes of the work of one that goes on.
 */
@Timeout(120)
class StoppedHolderIT {

  private static final int TICK_MILLIS = 500;
  private static final int SESSION_MILLIS = 4_000;
  private static final long PROMPT_MILLIS = 200;

  /**
   * Other processes may take the machine's processors away; a lock that waits does so each time.
   */
  private static final int TRIES = 3;

  private static final String KEY = "/zklocked/held";

  private final Cleanup cleanup = new Cleanup();
  private CuratorFramework client;
  private TestingServer server;
  @TempDir Path data;

  @BeforeEach
  void startServer() throws Exception {
    System.setProperty("zookeeper.admin.enableServer", "false");
    InstanceSpec spec =
        new InstanceSpec(
            data.toFile(), -1, -1, -1, false, 1, TICK_MILLIS, -1, Map.of(), "127.0.0.1");
    server = cleanup.add(new TestingServer(spec, true));
    client =
        cleanup.add(
            CuratorFrameworkFactory.newClient(
                server.getConnectString(), 30_000, 10_000, new RetryOneTime(100)));
    client.start();
  }

  @AfterEach
  void cleanUp() {
    cleanup.close();
  }

  @Test
  void killedHolderKeepsOthersOutForTheSessionTimeoutAndTwoTicksAtMost() throws Exception {
    Holder first = start("");
    first.await("entered");
    Holder next = startBehind("", 2);

    long killed = micros();
    first.process.destroyForcibly();
    long waited = next.await("entered") - killed;

    System.out.printf(
        "SIGKILL in a locked method: the next one entered after %d ms%n", waited / 1_000);
    assertThat(waited / 1_000).isBetween(0L, (long) SESSION_MILLIS + 2 * TICK_MILLIS);
    next.leave();
    assertThat(next.process.waitFor()).isZero();
  }

  @Test
  void terminatedHolderEndsItsBodyAndTheNextEntersAtOnce() throws Exception {
    List<Long> waits = new ArrayList<>();
    while (waits.size() < TRIES && !promptly(waits)) {
      Holder first = start("");
      first.await("entered");
      Holder next = startBehind("", 2);

      first.process.toHandle().destroy(); // leaves the streams open
      first.await("stopping");
      assertThat(next.said("entered")).isFalse();
      first.leave();
      long left = first.await("leaving");
      waits.add((next.await("entered") - left) / 1_000);
      next.leave();
      next.process.waitFor();
      first.process.waitFor();
    }

    System.out.println("SIGTERM: the next one entered after the end of the body, ms: " + waits);
    assertThat(promptly(waits)).as("one of %s ms is prompt", waits).isTrue();
  }

  @Test
  void holderWithoutGraceIsLeftBehindAtTheSignal() throws Exception {
    List<Long> waits = new ArrayList<>();
    while (waits.size() < TRIES && !promptly(waits)) {
      Holder first = start(",shutdown-grace=0");
      first.await("entered");
      Holder next = startBehind(",shutdown-grace=0", 2);

      long signalled = micros();
      first.process.toHandle().destroy(); // leaves the streams open
      waits.add((next.await("entered") - signalled) / 1_000);
      assertThat(first.process.waitFor()).isEqualTo(143);
      next.leave();
      next.process.waitFor();
    }

    System.out.println(
        "SIGTERM, shutdown-grace=0: the next one entered after the signal, ms: " + waits);
    assertThat(promptly(waits)).as("one of %s ms is prompt", waits).isTrue();
  }

  @Test
  void writeOfAStoppedAndRevivedHolderIsLostUpdateWhereNothingComparesTokens() throws Exception {
    Audit.Account account = writeOfStoppedHolder("plain", "LockLostException");

    assertThat(account.movements()).isEqualTo(2);
    assertThat(account.lostUpdates()).isEqualTo(1);
    assertThat(account.balance()).isNotEqualTo(account.expected());
  }

  @Test
  void writeOfAStoppedAndRevivedHolderIsRefusedByTheDatabaseThatComparesTokens() throws Exception {
    Audit.Account account = writeOfStoppedHolder("fenced", "LateWriteException");

    assertThat(account.movements()).isEqualTo(1);
    assertThat(account.lostUpdates()).isZero();
    assertThat(account.balance()).isEqualTo(account.expected());
  }

  /**
   * The first one has read the balance when it is stopped; the next one books; then the first one
   * goes on, and writes.
   */
  private Audit.Account writeOfStoppedHolder(String accounts, String outcome) throws Exception {
    Database database = cleanup.add(Database.start());
    Books.open(database.connection(), 1, 1_000);
    List<String> arguments = List.of(database.url(), accounts);
    Holder first = start(BookingProgram.class, "", arguments);
    first.await("writing");
    signal(first, "STOP");
    long stopped = micros();
    Holder next = start(BookingProgram.class, "", arguments);
    long entered = next.await("writing");
    next.leave();
    next.await("booked");
    signal(first, "CONT");
    long revived = micros();
    first.leave();
    long over = first.await(outcome);
    Audit.Account account = Books.audit(database.connection()).accounts().get(0);
    System.out.printf(
        "SIGSTOP in a locked method, %s: the next one entered after %d ms; SIGCONT after %d ms, and"
            + " %d ms later %s; %d bookings, %d lost, a balance of %d where %d should be%n",
        accounts,
        (entered - stopped) / 1_000,
        (revived - stopped) / 1_000,
        (over - revived) / 1_000,
        outcome,
        account.movements(),
        account.lostUpdates(),
        account.balance(),
        account.expected());
    return account;
  }

  private static void signal(Holder holder, String signal) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(holder.process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static boolean promptly(List<Long> waits) {
    return waits.stream().anyMatch(wait -> wait >= 0 && wait <= PROMPT_MILLIS);
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private Holder start(String configuration) throws Exception {
    return start(HoldingProgram.class, configuration, List.of());
  }

  private Holder start(Class<?> program, String configuration, List<String> arguments)
      throws Exception {
    CommandLines commands =
        new CommandLines(
            Locks.AGENT,
            "connect=%s,session-timeout=%dms%s"
                .formatted(server.getConnectString(), SESSION_MILLIS, configuration));
    List<String> command = new ArrayList<>(commands.of(program, arguments));
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, command.get(classPath) + File.pathSeparator + testClasses());
    return cleanup.add(new Holder(command));
  }

  /** Starts another, and waits until it stands in line. */
  private Holder startBehind(String configuration, int contenders) throws Exception {
    Holder holder = start(configuration);
    CountDownLatch changed;
    do {
      changed = new CountDownLatch(1);
      CountDownLatch latch = changed;
      if (client
              .getChildren()
              .usingWatcher((org.apache.zookeeper.Watcher) event -> latch.countDown())
              .forPath(KEY)
              .size()
          >= contenders) {
        return holder;
      }
      changed.await();
    } while (true);
  }

  private static Path testClasses() throws Exception {
    return Path.of(
        HoldingProgram.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** One process of the holding program. */
  private static final class Holder implements AutoCloseable {
    final Process process;
    private final BufferedReader out;

    Holder(List<String> command) throws IOException {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads until it says a word; gives its time in microseconds. */
    long await(String word) throws IOException {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(word + " ")) {
          return Long.parseLong(line.substring(word.length() + 1));
        }
      }
      throw new AssertionError("the process ended and never said " + word);
    }

    /** Whether it has said a word by now; what it said before is gone then. */
    boolean said(String word) throws IOException {
      while (out.ready()) {
        if (out.readLine().startsWith(word)) {
          return true;
        }
      }
      return false;
    }

    void leave() throws IOException {
      OutputStream in = process.getOutputStream();
      in.write("leave\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      out.close();
    }
  }
}
