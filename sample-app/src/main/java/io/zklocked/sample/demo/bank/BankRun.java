package io.zklocked.sample.demo.bank;

import io.zklocked.sample.bank.BankProgram;
import io.zklocked.sample.bank.Books;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.CommandLines.Locks;
import io.zklocked.sample.demo.stage.Crew;
import io.zklocked.sample.demo.stage.History;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.demo.stage.Tally;
import java.time.Duration;
import java.util.List;

/** Runs the bank once. Confined to one thread. */
final class BankRun {

  static final Class<?> WORKER = BankProgram.class;
  static final int ACCOUNTS = 4;

  private static final long OPENING = 1_000_000;
  private static final int THINK_MICROS = 3_000;
  private static final int BAR = 30;
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** Longer than a call waits for a lock, so that a worker can say itself what is wrong. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Stage stage;
  private final Database database;
  private final Locks locks;
  private final Tally tally = new Tally();
  private final History history = new History();

  BankRun(Stage stage, Database database, Locks locks) {
    this.stage = stage;
    this.database = database;
    this.locks = locks;
  }

  /** How many calls all workers make together, unless the time decides. */
  static long calls(Choices choices) {
    return 2L * transfers(choices) * choices.processes();
  }

  BankResult run() throws Exception {
    Books.open(database.connection(), ACCOUNTS, OPENING);
    CommandLines commands = stage.commands(locks);
    stage.screen().progress("  starting " + stage.choices().processes() + " workers");
    Crew crew =
        Crew.start(
            stage.choices().processes(),
            number -> commands.of(WORKER, arguments(number)),
            this::take,
            stage.cleanup());
    crew.awaitReady();
    crew.go();
    long start = System.nanoTime();
    Duration time = watch(crew, start);
    return new BankResult(
        locks.inWords(),
        Books.audit(database.connection()),
        Books.fences(database.connection()),
        tally.sum("booked"),
        tally.sum("refused"),
        tally.sum("lost"),
        time,
        tally.meter("wait"),
        tally.meter("hold"),
        history.spans());
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
      if (tally.sum("done") < stage.choices().processes()) {
        done = System.nanoTime();
      }
      showProgress(System.nanoTime() - start);
    }
    return Duration.ofNanos(done - start);
  }

  private void take(int worker, String line) {
    if (line.startsWith(":")) {
      if (!history.take(worker, line.substring(1))) {
        tally.take(worker, line.substring(1));
      }
    } else {
      stage.screen().say("  worker " + worker + ": " + line);
    }
  }

  private void showProgress(long nanos) {
    Choices choices = stage.choices();
    boolean timed = choices.has("--seconds");
    long calls = calls(choices);
    double share =
        timed ? nanos / 1e9 / choices.number("--seconds") : (double) tally.progress() / calls;
    int filled = (int) (BAR * Math.min(1, share));
    stage
        .screen()
        .progress(
            Html.format(
                "  [%s%s] %,d%s calls, %.0f s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                tally.progress(),
                timed ? "" : Html.format(" of %,d", calls),
                nanos / 1e9));
  }

  private List<String> arguments(int number) {
    Choices choices = stage.choices();
    boolean timed = choices.has("--seconds");
    return List.of(
        "--launched",
        "yes",
        "--worker",
        String.valueOf(number),
        "--database",
        database.url(),
        "--accounts",
        String.valueOf(ACCOUNTS),
        "--think-micros",
        String.valueOf(THINK_MICROS),
        timed ? "--seconds" : "--transfers",
        String.valueOf(timed ? choices.number("--seconds") : transfers(choices)),
        "--seed",
        String.valueOf(choices.seed()));
  }

  private static int transfers(Choices choices) {
    return choices.number("--calls") / 2;
  }
}
