package io.zklocked.sample.demo.philosophers;

import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.Crew;
import io.zklocked.sample.demo.stage.History;
import io.zklocked.sample.demo.stage.ScratchDirectory;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.philosophers.PhilosopherProgram;
import io.zklocked.sample.philosophers.Seat;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Moment.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one dinner. Confined to one thread. */
final class DinnerRun {

  static final Class<?> WORKER = PhilosopherProgram.class;

  /** How long a meal takes on average; they think for half as long. */
  static final Duration MEAL = Duration.ofMillis(300);

  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Stage stage;
  private final int places;
  private final boolean isNaive;
  private final Map<Integer, List<Moment>> told = new TreeMap<>();
  private final AtomicInteger heard = new AtomicInteger();
  private final History history = new History();

  DinnerRun(Stage stage, boolean isNaive) {
    this.stage = stage;
    this.places = stage.choices().processes();
    this.isNaive = isNaive;
  }

  DinnerResult run() throws Exception {
    for (int philosopher = 1; philosopher <= places; philosopher++) {
      told.put(philosopher, new ArrayList<>());
    }
    Path plates = stage.cleanup().add(ScratchDirectory.create()).path();
    CommandLines commands = stage.commands(stage.locks());
    stage.screen().progress("  " + places + " philosophers sit down");
    Crew crew =
        Crew.start(
            places,
            number -> command(commands.of(WORKER, arguments(number, plates)), number),
            this::take,
            stage.cleanup());
    crew.awaitReady();
    crew.go();
    watch(crew);
    List<String> errors = new ArrayList<>();
    for (int philosopher = 1; philosopher <= places; philosopher++) {
      errors.add(crew.errors(philosopher));
    }
    return new DinnerResult(places, told, errors, history.spans(), history.marks());
  }

  private void watch(Crew crew) throws InterruptedException {
    long start = System.nanoTime();
    long moved = start;
    int seen = 0;
    while (!crew.await(GLANCE)) {
      if (heard.get() > seen) {
        seen = heard.get();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw crew.stuck(PATIENCE);
      }
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      stage
          .screen()
          .progress("  %d s of %d".formatted(seconds, stage.choices().number("--seconds")));
    }
  }

  private void take(int philosopher, String line) {
    heard.incrementAndGet();
    if (!line.startsWith(":")) {
      stage.screen().say("  philosopher " + philosopher + ": " + line);
      return;
    }
    Moment.parse(line.substring(1)).ifPresent(moment -> take(philosopher, moment));
  }

  /** One philosopher's lines come one after the other, and its list is its own until the end. */
  private void take(int philosopher, Moment moment) {
    List<Moment> own = told.get(philosopher);
    if (own != null) {
      own.add(moment);
    }
    Seat seat = new Seat(philosopher, places);
    fork(philosopher, seat.leftFork(), moment, 0);
    fork(philosopher, seat.rightFork(), moment, 1);
    if (moment.kind() == Kind.MARKS && moment.what().startsWith("gave up")) {
      history.mark(philosopher, moment.at(), "gave up");
    }
  }

  /** Whoever eats has both forks; the naive one has the left one before. */
  private void fork(int philosopher, int fork, Moment moment, int track) {
    boolean isLeftTaken =
        moment.kind() == Kind.MARKS && track == 0 && moment.what().equals("took the left fork");
    if (moment.kind() == Kind.MARKS && !isLeftTaken) {
      return;
    }
    boolean holds = isLeftTaken || moment.kind() == Kind.HOLDS;
    history.take(
        philosopher,
        new Moment(
            moment.at(),
            holds ? Kind.HOLDS : moment.kind(),
            track,
            "forks/%d#%d".formatted(fork, fork)));
  }

  private List<String> command(List<String> command, int number) {
    if (!isNaive) {
      return command;
    }
    Seat seat = new Seat(number, places);
    List<String> configured = new ArrayList<>(command);
    configured.addAll(
        1, List.of("-Dtable.left=" + seat.leftFork(), "-Dtable.right=" + seat.rightFork()));
    return configured;
  }

  private List<String> arguments(int number, Path plates) {
    return List.of(
        "--launched",
        "yes",
        "--worker",
        String.valueOf(number),
        "--places",
        String.valueOf(places),
        "--seconds",
        String.valueOf(stage.choices().number("--seconds")),
        "--meal-millis",
        String.valueOf(MEAL.toMillis()),
        "--seed",
        String.valueOf(stage.choices().seed()),
        "--naive",
        isNaive ? "yes" : "no",
        "--plates",
        plates.toString());
  }
}
