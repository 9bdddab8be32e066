package io.zklocked.sample.demo.mutex;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.page.Page;
import io.zklocked.sample.demo.page.Span;
import io.zklocked.sample.demo.page.Table;
import io.zklocked.sample.demo.page.Timeline;
import io.zklocked.sample.demo.stage.History;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.mutex.Interval;
import io.zklocked.sample.mutex.MutexEvent;
import io.zklocked.sample.worker.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The mutex program: tasks of random length in a section that only one process may be in. */
public final class MutexPlay implements Play {

  @Override
  public String name() {
    return "mutex";
  }

  @Override
  public String inOneLine() {
    return "several processes with tasks of random length, in a section that only one may be in";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.CONNECT,
        Option.GUICE,
        Option.processes(2, 32, 4),
        Option.seconds(null),
        Option.SEED,
        Option.UNLOCKED);
  }

  @Override
  public Outcome play(Stage stage) throws Exception {
    stage
        .screen()
        .say(
            "- %s: %s. Times are UTC."
                .formatted(
                    stage.withLocks(), stage.commands(stage.locks()).inShort(MutexRun.WORKER)));
    MutexResult result = new MutexRun(stage).run();
    List<Check> checks = MutexVerdict.of(result);
    String inShort =
        "%d tasks, %d of %d pairs overlap"
            .formatted(result.intervals().size(), result.overlaps().size(), result.pairs());
    return new Outcome(checks, inShort, page(stage, result, checks));
  }

  private static Page page(Stage stage, MutexResult result, List<Check> checks) {
    Page page =
        new Page(
            "One section, several processes",
            "Each process has tasks of random length in a section that only one may be in. It"
                + " prints waiting, starts, ends and took; every interval is compared with every"
                + " other.");
    return page.ran(
            List.of(
                "%d processes %s, seed %d, ZooKeeper at %s"
                    .formatted(
                        stage.choices().processes(),
                        stage.withLocks(),
                        stage.choices().seed(),
                        stage.connect())))
        .verdict(checks)
        .figure(
            Timeline.of(
                "Who waited and who was inside.",
                "The number is the task.",
                Timeline.rows(stage.choices().processes(), "process"),
                spans(result.events()),
                List.of()))
        .heading("In the order of entry")
        .text(
            "The contender is what the lock gave to whoever entered: the number of the transaction"
                + " that put it into the line, and of the grant on it. Sorted by it, the table is"
                + " as it is.")
        .table(entries(result));
  }

  private static Table entries(MutexResult result) {
    List<List<String>> rows = new ArrayList<>();
    for (Interval interval : result.intervals()) {
      Instant asked =
          result.events().stream()
              .filter(event -> event.what().equals("waiting"))
              .filter(event -> event.worker() == interval.worker())
              .filter(event -> event.task() == interval.task())
              .map(MutexEvent::at)
              .findFirst()
              .orElse(interval.start());
      rows.add(
          List.of(
              interval.contender().replaceFirst("^0+", "").replaceFirst("-0+", "-0"),
              String.valueOf(interval.worker()),
              String.valueOf(interval.task()),
              millis(Duration.between(asked, interval.start())),
              millis(Duration.between(interval.start(), interval.end()))));
    }
    return new Table(1, List.of("contender", "process", "task", "waited", "took"), rows);
  }

  private static String millis(Duration duration) {
    return Html.format("%.1f ms", duration.toNanos() / 1e6);
  }

  private static List<Span> spans(List<MutexEvent> events) {
    History history = new History();
    for (MutexEvent event : events) {
      String what = "mutex#" + event.task();
      switch (event.what()) {
        case "waiting" -> history.take(event.worker(), moment(event, Moment.Kind.WAITS, what));
        case "starts" -> history.take(event.worker(), moment(event, Moment.Kind.HOLDS, what));
        case "ends" -> history.take(event.worker(), moment(event, Moment.Kind.LEAVES, what));
        default -> {
          // what a task took is said by its two ends
        }
      }
    }
    return history.spans();
  }

  private static Moment moment(MutexEvent event, Moment.Kind kind, String what) {
    return new Moment(event.at(), kind, 0, what);
  }
}
