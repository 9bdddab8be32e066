package io.zklocked.sample.demo;

import io.zklocked.sample.bank.BankProgram;
import io.zklocked.sample.demo.CommandLines.Locks;
import io.zklocked.sample.demo.DemoOptions.Programs;
import io.zklocked.sample.mutex.MutexProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The demo: starts what is needed, runs the programs, judges them. Exit codes: 0 if every check
 * passed, 1 if one failed, 2 if the command line is wrong, 3 if the demo could not run.
 */
public final class Demo {

  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int CANNOT_RUN = 3;
  private static final Duration READY_PATIENCE = Duration.ofSeconds(20);

  private final DemoOptions options;
  private final Screen screen;
  private final Cleanup cleanup;
  private final Verdict verdict = new Verdict();
  private final List<BankResult> bank = new ArrayList<>();

  private Demo(DemoOptions options, Screen screen, Cleanup cleanup) {
    this.options = options;
    this.screen = screen;
    this.cleanup = cleanup;
  }

  /**
   * Runs the demo and ends this process.
   *
   * @param args as the help says
   */
  public static void main(String[] args) {
    System.exit(start(args));
  }

  private static int start(String... args) {
    DemoOptions options;
    try {
      options = DemoOptions.parse(args);
    } catch (UsageException e) {
      System.err.println("demo: " + e.getMessage() + " See ./demo --help.");
      return WRONG_USAGE;
    }
    if (options.help()) {
      System.out.print(help());
      return PASSED;
    }
    Screen screen = new Screen(System.out, Boolean.getBoolean("demo.terminal"));
    AtomicBoolean over = new AtomicBoolean();
    Cleanup cleanup = new Cleanup();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interrupted(over, screen, cleanup), "cleanup"));
    try {
      return new Demo(options, screen, cleanup).run();
    } finally {
      cleanup.close();
      over.set(true);
    }
  }

  private int run() {
    try {
      play();
    } catch (DemoException e) {
      screen.say("demo: " + e.getMessage());
      return CANNOT_RUN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CANNOT_RUN;
    } catch (Exception e) { // whatever a server or a worker could not do ends the demo
      screen.say("demo: cannot go on: " + e);
      return CANNOT_RUN;
    }
    report();
    return verdict.passed() ? PASSED : FAILED;
  }

  private void play() throws Exception {
    Stage stage = new Stage(options, screen, cleanup, ensemble());
    if (options.programs().include(Programs.BANK)) {
      playBank(stage);
    }
    if (options.programs().include(Programs.MUTEX)) {
      playMutex(stage);
    }
  }

  private String ensemble() throws Exception {
    String given = options.connect();
    if (given != null) {
      screen.progress("asking for ZooKeeper at " + given);
      Ensembles.awaitReady(given, READY_PATIENCE);
      screen.say("ZooKeeper answers at " + given);
      return given;
    }
    screen.progress("starting three ZooKeeper servers");
    long start = System.nanoTime();
    ScratchDirectory scratch = cleanup.add(ScratchDirectory.create());
    String connect = EmbeddedEnsemble.start(scratch.path(), cleanup).connect();
    Ensembles.awaitReady(connect, READY_PATIENCE);
    screen.say("three ZooKeeper servers, ready after %s: %s".formatted(since(start), connect));
    return connect;
  }

  private void playBank(Stage stage) throws Exception {
    Database database = cleanup.add(Database.start());
    screen.say("one H2 database: " + database.url());
    screen.say("");
    screen.say(
        "The bank: %d processes move money between accounts, %,d calls in all."
            .formatted(options.processes(), BankRun.calls(options)));
    BankResult without = play(stage, database, Locks.NONE, "without locks");
    verdict.withoutLocks(without);
    BankResult with = play(stage, database, stage.locks(), withLocks());
    verdict.withLocks(with, BankRun.calls(options));
  }

  private BankResult play(Stage stage, Database database, Locks locks, String name)
      throws Exception {
    screen.say("- " + name + ": " + stage.commands(locks).inShort(BankProgram.class));
    BankResult result = new BankRun(stage, database, locks, name).run();
    bank.add(result);
    screen.say(
        "  %,d calls in %.1f s, %,d updates lost, a total of %,d where %,d should be"
            .formatted(
                result.calls(),
                result.time().toNanos() / 1e9,
                result.audit().lostUpdates(),
                result.audit().foundTotal(),
                result.audit().expectedTotal()));
    return result;
  }

  private void playMutex(Stage stage) throws Exception {
    screen.say("");
    screen.say(
        "The mutex program: %d processes, five tasks each, one section. Times are UTC."
            .formatted(options.processes()));
    screen.say(
        "- " + withLocks() + ": " + stage.commands(stage.locks()).inShort(MutexProgram.class));
    verdict.mutex(new MutexRun(stage).run());
  }

  private void report() {
    screen.say("");
    if (!bank.isEmpty()) {
      ResultTable.render(bank).forEach(screen::say);
      screen.say(
          "  Waiting and holding are the workers' own meters, of each the slowest worker's.");
      screen.say("");
    }
    verdict.checks().forEach(check -> screen.say(check.toString()));
  }

  private String withLocks() {
    return options.guice() ? "with Guice" : "with the agent";
  }

  private static String since(long startNanos) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - startNanos) / 1e9);
  }

  private static void interrupted(AtomicBoolean over, Screen screen, Cleanup cleanup) {
    if (over.get()) {
      return;
    }
    screen.end("interrupted: ending the workers and the servers");
    cleanup.close();
  }

  private static String help() {
    try (InputStream in = Demo.class.getResourceAsStream("help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
