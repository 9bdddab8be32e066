package io.zklocked.sample.demo.mutex;

import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.Crew;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.mutex.Intervals;
import io.zklocked.sample.mutex.MutexEvent;
import io.zklocked.sample.mutex.MutexProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Runs the mutex program once. Confined to one thread. */
final class MutexRun {

  static final Class<?> WORKER = MutexProgram.class;
  static final int TASKS = 5;

  private static final int MAX_MILLIS = 200;
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final int DATE = "2026-01-01T".length();

  private final Stage stage;
  private final List<MutexEvent> events = Collections.synchronizedList(new ArrayList<>());

  MutexRun(Stage stage) {
    this.stage = stage;
  }

  MutexResult run() throws Exception {
    CommandLines commands = stage.commands(stage.locks());
    int workers = stage.choices().processes();
    stage.screen().progress("  starting " + workers + " workers");
    Crew crew =
        Crew.start(
            workers, number -> commands.of(WORKER, arguments(number)), this::take, stage.cleanup());
    crew.awaitReady();
    crew.go();
    long moved = System.nanoTime();
    int seen = 0;
    while (!crew.await(GLANCE)) {
      if (events.size() > seen) {
        seen = events.size();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw crew.stuck(PATIENCE);
      }
    }
    List<MutexEvent> all = List.copyOf(events);
    int expected =
        stage.choices().has("--seconds")
            ? (int) all.stream().filter(event -> event.what().equals("waiting")).count()
            : workers * TASKS;
    return new MutexResult(all, Intervals.of(all), expected);
  }

  private void take(int worker, String line) {
    if (line.startsWith(":")) {
      return;
    }
    Optional<MutexEvent> event = MutexEvent.parse(line);
    event.ifPresent(events::add);
    stage.screen().say("  " + (event.isPresent() ? line.substring(DATE) : line));
  }

  private List<String> arguments(int number) {
    boolean timed = stage.choices().has("--seconds");
    return List.of(
        "--launched",
        "yes",
        "--worker",
        String.valueOf(number),
        timed ? "--seconds" : "--tasks",
        String.valueOf(timed ? stage.choices().number("--seconds") : TASKS),
        "--max-millis",
        String.valueOf(MAX_MILLIS),
        "--seed",
        String.valueOf(stage.choices().seed()));
  }
}
