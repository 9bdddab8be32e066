package io.zklocked.sample.demo;

import io.zklocked.sample.bank.BankProgram;
import io.zklocked.sample.bank.Books;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Runs the bank once. Confined to one thread. */
final class BankRun {

  private static final int ACCOUNTS = 4;
  private static final long OPENING = 1_000_000;
  private static final int THINK_MICROS = 3_000;
  private static final int BAR = 30;
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** Longer than a call waits for a lock, so that a worker can say itself what is wrong. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Stage stage;
  private final Database database;
  private final CommandLines.Locks locks;
  private final String name;
  private final Tally tally = new Tally();

  BankRun(Stage stage, Database database, CommandLines.Locks locks, String name) {
    this.stage = stage;
    this.database = database;
    this.locks = locks;
    this.name = name;
  }

  /** How many calls all workers make together. */
  static long calls(DemoOptions options) {
    return 2L * transfers(options) * options.processes();
  }

  BankResult run() throws Exception {
    Books.open(database.connection(), ACCOUNTS, OPENING);
    CommandLines commands = stage.commands(locks);
    stage.screen().progress("  starting " + stage.options().processes() + " workers");
    Crew crew =
        Crew.start(
            stage.options().processes(),
            number -> commands.of(BankProgram.class, arguments(number)),
            this::take,
            stage.cleanup());
    crew.awaitReady();
    crew.go();
    long start = System.nanoTime();
    Duration time = watch(crew, start);
    return new BankResult(
        name,
        Books.audit(database.connection()),
        tally.sum("booked"),
        tally.sum("refused"),
        tally.sum("lost"),
        time,
        tally.meter("wait"),
        tally.meter("hold"));
  }

  private Duration watch(Crew crew, long start) throws InterruptedException {
    long done = start;
    long moved = start;
    long progress = 0;
    while (!crew.await(GLANCE)) {
      if (tally.progress() > progress) {
        progress = tally.progress();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw crew.stuck(PATIENCE);
      }
      if (tally.sum("done") < stage.options().processes()) {
        done = System.nanoTime();
      }
      showProgress(System.nanoTime() - start);
    }
    return Duration.ofNanos(done - start);
  }

  private void take(int worker, String line) {
    if (line.startsWith(":")) {
      tally.take(worker, line.substring(1));
    } else {
      stage.screen().say("  worker " + worker + ": " + line);
    }
  }

  private void showProgress(long nanos) {
    long calls = calls(stage.options());
    int filled = Math.toIntExact(BAR * tally.progress() / calls);
    stage
        .screen()
        .progress(
            String.format(
                Locale.ROOT,
                "  [%s%s] %,d of %,d calls, %.0f s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                tally.progress(),
                calls,
                nanos / 1e9));
  }

  private List<String> arguments(int number) {
    DemoOptions options = stage.options();
    return List.of(
        "--launched", "yes",
        "--worker", String.valueOf(number),
        "--database", database.url(),
        "--accounts", String.valueOf(ACCOUNTS),
        "--think-micros", String.valueOf(THINK_MICROS),
        "--transfers", String.valueOf(transfers(options)),
        "--seed", String.valueOf(options.seed()));
  }

  private static int transfers(DemoOptions options) {
    return options.calls() / 2;
  }
}
