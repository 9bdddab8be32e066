package io.zklocked.sample.demo.writelog;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Curves;
import io.zklocked.sample.demo.page.Curves.Curve;
import io.zklocked.sample.demo.page.Curves.Point;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Page;
import io.zklocked.sample.demo.page.Table;
import io.zklocked.sample.demo.page.Timeline;
import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooKeeper;

/** The log: many workers append to one file, readers tail it; and how many a release wakes. */
public final class WriteLogPlay implements Play {

  private static final Duration PICTURE = Duration.ofMillis(250);
  private static final int SESSION_MILLIS = 30_000;

  @Override
  public String name() {
    return "write-log";
  }

  @Override
  public String inOneLine() {
    return "many workers append to one file, and readers tail it; how many waiters a release wakes";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.CONNECT,
        Option.GUICE,
        Option.processes(2, 20, 10),
        Option.number("--workers", 20, 400, 100),
        Option.number("--waiters", 1, 200, 100),
        Option.seconds(null),
        Option.SEED,
        Option.UNLOCKED);
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    Choices choices = stage.choices();
    stage
        .screen()
        .say(
            "- " + stage.withLocks() + ": " + stage.commands(stage.locks()).inShort(LogRun.WORKER));
    LogResult log = new LogRun(stage).run();
    stage
        .screen()
        .say(
            Html.format(
                "  %,d lines by %d workers, %,d readings, %.1f s",
                log.audit().lines(),
                choices.number("--workers"),
                log.readings(),
                log.time().toNanos() / 1e9));
    long expected =
        choices.has("--seconds")
            ? log.appended()
            : (long) LogRun.LINES * choices.number("--workers");
    List<Check> checks = new ArrayList<>(WriteLogVerdict.file(log, expected));
    if (choices.unlocked()) {
      return new Outcome(checks, inShort(log), page(stage, log, checks));
    }
    return withHerd(stage, log, checks);
  }

  private static Outcome withHerd(Stage stage, LogResult log, List<Check> checks) throws Exception {
    int waiters = stage.choices().number("--waiters");
    stage
        .screen()
        .say("- the herd: %d clients in line, each with a session of its own".formatted(waiters));
    HerdRun herd = new HerdRun(stage.screen(), stage.connect());
    String directory = stage.root() + "/naive-herd";
    ZooKeeper client = new ZooKeeper(stage.connect(), SESSION_MILLIS, event -> {});
    try (client) {
      NaiveLock.prepare(client, directory);
    }
    List<Point> naive =
        herd.measure("naive", directory, waiters, connect -> new NaiveLock(connect, directory));
    List<Point> own =
        herd.measure(
            "zklocked",
            stage.root() + "/herd",
            waiters,
            connect -> new OwnLock(connect, stage.root(), "herd"));
    checks.addAll(WriteLogVerdict.herd(own, naive));
    String woken =
        Html.format(
            ", %.0f of %d woken (naive %.0f)",
            own.get(own.size() - 1).y(), waiters, naive.get(naive.size() - 1).y());
    Page page = page(stage, log, checks);
    herd(page, own, naive);
    return new Outcome(checks, inShort(log) + woken, page);
  }

  private static String inShort(LogResult log) {
    return Html.format(
        "%,d lines, %,d torn, %,d readings, %,d wrong",
        log.audit().lines(), log.audit().torn(), log.readings(), log.wrong());
  }

  private static Page page(Stage stage, LogResult log, List<Check> checks) {
    Choices choices = stage.choices();
    return new Page(
            "One file, many writers",
            "Workers on several processes append numbered lines to one file, each in two pieces,"
                + " under a lock to write; readers tail it under the lock to read.")
        .ran(
            List.of(
                Html.format(
                    "%d workers on %d processes, one reader on each, %s, seed %d, ZooKeeper at %s",
                    choices.number("--workers"),
                    choices.processes(),
                    stage.withLocks(),
                    choices.seed(),
                    stage.connect()),
                Html.format(
                    "%,d lines, %,d bytes, %,d readings in %.1f s",
                    log.audit().lines(), log.bytes(), log.readings(), log.time().toNanos() / 1e9)))
        .verdict(checks)
        .heading("Who wrote and who read")
        .figure(
            Timeline.of(
                    "A quarter of a second.",
                    "Each row is a process with all of its workers and its reader. Those of one"
                        + " process write one after the other, before it is another's turn.",
                    Timeline.rows(choices.processes(), "process"),
                    log.spans(),
                    List.of())
                .busiest(PICTURE));
  }

  private static void herd(Page page, List<Point> own, List<Point> naive) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      int waiters = (int) own.get(i).x();
      if (waiters == 1 || waiters % 10 == 0 || i == own.size() - 1) {
        rows.add(
            List.of(
                String.valueOf(waiters),
                Html.format("%.0f", own.get(i).y()),
                Html.format("%.0f", naive.get(i).y())));
      }
    }
    page.heading("The herd")
        .figure(
            new Curves(
                "How many of those in line a release wakes.",
                "Each client has a session of its own and is connected to one server through a"
                    + " line that counts the events of watches on the lock's nodes, as the server"
                    + " sends them. The naive lock watches the whole directory; this one the"
                    + " contender ahead.",
                "clients in line",
                "told of one release",
                List.of(new Curve("this lock", true, own), new Curve("naive lock", false, naive))))
        .table(new Table(0, List.of("in line", "this lock", "naive lock"), rows));
  }
}
