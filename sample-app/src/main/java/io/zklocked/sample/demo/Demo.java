package io.zklocked.sample.demo;

import io.zklocked.sample.demo.bank.BankPlay;
import io.zklocked.sample.demo.lockshell.LockShellPlay;
import io.zklocked.sample.demo.mutex.MutexPlay;
import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.philosophers.PhilosophersPlay;
import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.DemoException;
import io.zklocked.sample.demo.stage.EmbeddedEnsemble;
import io.zklocked.sample.demo.stage.Ensembles;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.RunRoot;
import io.zklocked.sample.demo.stage.ScratchDirectory;
import io.zklocked.sample.demo.stage.Screen;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.demo.stage.UsageException;
import io.zklocked.sample.demo.twophase.TwoPhasePlay;
import io.zklocked.sample.demo.writelog.WriteLogPlay;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The demo: starts what is needed, plays the programs, and says what they came to. Exit codes: 0 if
 * every check passed, 1 if one failed, 2 if the command line is wrong, 3 if a program could not
 * run.
 */
public final class Demo {

  /** What there is; the first is played if none is named. */
  static final List<Play> PROGRAMS =
      List.of(
          new BankPlay(),
          new MutexPlay(),
          new WriteLogPlay(),
          new LockShellPlay(),
          new PhilosophersPlay(),
          new TwoPhasePlay());

  private static final int PASSED = 0;
  private static final int WRONG_USAGE = 2;
  private static final int CANNOT_RUN = 3;
  private static final Duration READY_PATIENCE = Duration.ofSeconds(20);

  /** Three servers that start in this process take that long where the machine does much else. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final CommandLine commandLine;
  private final Screen screen;
  private final Cleanup cleanup;
  private final Path pages;
  private final Programme programme = new Programme();
  private @Nullable EmbeddedEnsemble servers;

  private Demo(CommandLine commandLine, Screen screen, Cleanup cleanup, Path pages) {
    this.commandLine = commandLine;
    this.screen = screen;
    this.cleanup = cleanup;
    this.pages = pages;
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
    CommandLine commandLine;
    try {
      commandLine = CommandLine.parse(PROGRAMS, args);
    } catch (UsageException e) {
      System.err.println("demo: " + e.getMessage() + " See ./demo --help.");
      return WRONG_USAGE;
    }
    if (commandLine.help()) {
      System.out.print(help());
      return PASSED;
    }
    Screen screen = new Screen(System.out, Boolean.getBoolean("demo.terminal"));
    Path pages = Path.of(System.getProperty("demo.pages", CommandLines.pages().toString()));
    AtomicBoolean over = new AtomicBoolean();
    Cleanup cleanup = new Cleanup();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interrupted(over, screen, cleanup), "cleanup"));
    try {
      return new Demo(commandLine, screen, cleanup, pages).run();
    } finally {
      cleanup.close();
      over.set(true);
    }
  }

  private int run() {
    try {
      String connect = ensemble();
      for (Map.Entry<Play, Choices> entry : commandLine.plays().entrySet()) {
        play(entry.getKey(), entry.getValue(), connect);
      }
    } catch (DemoException e) {
      screen.say("demo: " + e.getMessage());
      return CANNOT_RUN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CANNOT_RUN;
    } catch (Exception e) { // whatever a server could not do ends the demo
      screen.say("demo: cannot go on: " + e);
      return CANNOT_RUN;
    }
    if (commandLine.all()) {
      screen.say("");
      programme.lines().forEach(screen::say);
    }
    return programme.exitCode();
  }

  private String ensemble() throws Exception {
    String given = commandLine.connect();
    if (given != null) {
      screen.progress("asking for ZooKeeper at " + given);
      Ensembles.awaitReady(given, READY_PATIENCE);
      screen.say("ZooKeeper answers at " + given);
      return given;
    }
    screen.progress("starting three ZooKeeper servers");
    long start = System.nanoTime();
    ScratchDirectory scratch = cleanup.add(ScratchDirectory.create());
    servers = EmbeddedEnsemble.start(scratch.path(), cleanup);
    Ensembles.awaitReady(servers.connect(), START_PATIENCE);
    screen.say(
        "three ZooKeeper servers, ready after %s: %s"
            .formatted(seconds(System.nanoTime() - start), servers.connect()));
    return servers.connect();
  }

  private void play(Play play, Choices choices, String connect) throws Exception {
    screen.say("");
    screen.say(play.name() + ": " + play.inOneLine());
    long start = System.nanoTime();
    try (Cleanup own = cleanup.add(new Cleanup())) {
      Stage stage = new Stage(choices, screen, own, connect, servers);
      if (servers == null) {
        own.add(new RunRoot(connect, stage.root())).create();
      }
      Outcome outcome = play.play(stage);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      screen.say("");
      outcome.checks().stream().map(Check::toString).forEach(screen::say);
      screen.say("  page    " + outcome.page().write(pages, play.name()));
      programme.played(play.name(), outcome, took);
    } catch (DemoException e) {
      screen.say("demo: " + e.getMessage());
      programme.stopped(play.name(), Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // whatever a server or a worker could not do ends this program
      screen.say("demo: cannot go on: " + e);
      programme.stopped(play.name(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static String seconds(long nanos) {
    return Html.format("%.1f s", nanos / 1e9);
  }

  private static void interrupted(AtomicBoolean over, Screen screen, Cleanup cleanup) {
    if (over.get()) {
      return;
    }
    screen.end("interrupted: ending the workers and the servers");
    cleanup.close();
  }

  static String help() {
    try (InputStream in = Demo.class.getResourceAsStream("help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
