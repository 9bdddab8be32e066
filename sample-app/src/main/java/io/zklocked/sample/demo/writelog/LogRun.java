package io.zklocked.sample.demo.writelog;

import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.demo.stage.Choices;
import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.Crew;
import io.zklocked.sample.demo.stage.History;
import io.zklocked.sample.demo.stage.ScratchDirectory;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.demo.stage.Tally;
import io.zklocked.sample.writelog.LogAudit;
import io.zklocked.sample.writelog.LogProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs the log once. Confined to one thread. */
final class LogRun {

  static final Class<?> WORKER = LogProgram.class;
  static final int LINES = 5;
  private static final int PAUSE_MICROS = 500;
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** Longer than an append waits for the lock, so that a worker can say itself what is wrong. */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  /** A hundred wait behind each other, and on a slow machine that takes its time. */
  private static final String WAIT_TIME = "wait-time=2m";

  private final Stage stage;
  private final Tally tally = new Tally();
  private final History history = new History();
  private final List<Reading> readings = Collections.synchronizedList(new ArrayList<>());

  private record Reading(long length, long checksum) {}

  LogRun(Stage stage) {
    this.stage = stage;
  }

  LogResult run() throws Exception {
    Path file =
        Files.createFile(
            stage.cleanup().add(ScratchDirectory.create()).path().resolve("write.log"));
    CommandLines commands = stage.commands(stage.locks(), WAIT_TIME);
    Choices choices = stage.choices();
    stage.screen().progress("  starting " + choices.processes() + " processes");
    Crew crew =
        Crew.start(
            choices.processes(),
            number -> commands.of(WORKER, arguments(file, number)),
            this::take,
            stage.cleanup());
    crew.awaitReady();
    crew.go();
    long start = System.nanoTime();
    watch(crew, start);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    byte[] content = Files.readAllBytes(file);
    long wrong =
        List.copyOf(readings).stream()
            .filter(r -> !LogAudit.beginsWith(content, r.length(), r.checksum()))
            .count();
    return new LogResult(
        LogAudit.of(content),
        content.length,
        tally.progress(),
        readings.size(),
        wrong,
        time,
        history.spans());
  }

  private void watch(Crew crew, long start) throws InterruptedException {
    long moved = start;
    long progress = 0;
    while (!crew.await(GLANCE)) {
      if (tally.progress() > progress) {
        progress = tally.progress();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw crew.stuck(PATIENCE);
      }
      stage
          .screen()
          .progress(
              Html.format(
                  "  %,d lines, %,d readings, %.0f s",
                  progress, readings.size(), (System.nanoTime() - start) / 1e9));
    }
  }

  private void take(int worker, String line) {
    if (!line.startsWith(":")) {
      stage.screen().say("  process " + worker + ": " + line);
      return;
    }
    String told = line.substring(1);
    if (told.startsWith("read ")) {
      List<String> words = List.of(told.split(" ", -1));
      readings.add(new Reading(Long.parseLong(words.get(1)), Long.parseLong(words.get(2), 16)));
    } else if (told.startsWith("progress ")) {
      tally.take(worker, told);
    } else if (!history.take(worker, told)) {
      throw new IllegalStateException("process " + worker + " told " + told);
    }
  }

  private List<String> arguments(Path file, int number) {
    Choices choices = stage.choices();
    boolean timed = choices.has("--seconds");
    int all = choices.number("--workers");
    int first = all * (number - 1) / choices.processes() + 1;
    int last = all * number / choices.processes();
    return List.of(
        "--launched",
        "yes",
        "--file",
        file.toString(),
        "--first",
        String.valueOf(first),
        "--workers",
        String.valueOf(last - first + 1),
        timed ? "--seconds" : "--lines",
        String.valueOf(timed ? choices.number("--seconds") : LINES),
        "--pause-micros",
        String.valueOf(PAUSE_MICROS),
        "--seed",
        String.valueOf(choices.seed()));
  }
}
