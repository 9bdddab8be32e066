package io.zklocked.sample.demo.mutex;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Page;
import io.zklocked.sample.demo.page.Span;
import io.zklocked.sample.demo.page.Timeline;
import io.zklocked.sample.demo.stage.History;
import io.zklocked.sample.demo.stage.Option;
import io.zklocked.sample.demo.stage.Outcome;
import io.zklocked.sample.demo.stage.Play;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.mutex.MutexEvent;
import io.zklocked.sample.worker.Moment;
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
                List.of()));
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
