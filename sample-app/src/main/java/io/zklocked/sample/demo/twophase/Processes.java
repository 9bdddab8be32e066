package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.Crew;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.demo.stage.Stopped;
import io.zklocked.sample.twophase.CoordinatorProgram;
import io.zklocked.sample.twophase.ParticipantProgram;
import io.zklocked.sample.twophase.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The processes of a register: participants from 1 on, and behind them two candidates for the
 * coordinator's office. Confined to one thread.
 */
final class Processes {

  static final Class<?> PARTICIPANT = ParticipantProgram.class;
  static final Class<?> COORDINATOR = CoordinatorProgram.class;

  /** How long votes and acknowledgements are waited for. */
  static final int LIMIT_MILLIS = 700;

  private static final int LATE_MILLIS = 2 * LIMIT_MILLIS;
  private static final int CANDIDATES = 2;

  private final Stage stage;
  private final int participants;
  private final Path journals;
  private final CommandLines participant;
  private final CommandLines coordinator;
  private final Board board;
  private final Crew crew;

  /**
   * Processes, which are not there yet.
   *
   * @param stage with the ensemble
   * @param settings of the coordinators' locks
   * @param journals where the participants keep theirs
   */
  Processes(Stage stage, List<String> settings, Path journals) throws Exception {
    this.stage = stage;
    this.participants = stage.choices().processes();
    this.journals = journals;
    this.participant = stage.commands(CommandLines.Locks.NONE).withEverything();
    this.coordinator =
        stage.commands(stage.locks(), settings.toArray(String[]::new)).withEverything();
    this.board = new Board(this::check);
    this.crew = Crew.start(participants + CANDIDATES, this::command, this::take, stage.cleanup());
  }

  /** Lets all begin, and gives what they tell. */
  Board start() throws IOException, InterruptedException {
    crew.awaitReady();
    crew.go();
    for (int number = 1; number <= participants; number++) {
      board.awaitPresent(number);
    }
    return board;
  }

  int participants() {
    return participants;
  }

  /** The candidate that is not this one. */
  int other(int candidate) {
    return 2 * participants + CANDIDATES + 1 - candidate;
  }

  Path journal(int number) {
    return journals.resolve("journal-" + number);
  }

  /** Gives an order, and waits until it is understood. */
  void order(int worker, String order) throws IOException, InterruptedException {
    int before = board.understood(worker);
    crew.say(worker, order);
    board.awaitUnderstood(worker, before + 1);
  }

  /** Gives an order to somebody who may be gone; tells whether it was given. */
  boolean ask(int worker, String order) {
    try {
      crew.say(worker, order);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void halt(int worker, Step step) throws IOException, InterruptedException {
    order(worker, "halt " + step.name().toLowerCase(Locale.ROOT));
  }

  void resume(int worker) throws IOException {
    board.goesOn(worker);
    crew.say(worker, "resume");
  }

  /** Kills a process, as {@code kill -9} does. */
  void kill(int worker) throws InterruptedException {
    board.history().killed(worker, crew.kill(worker));
    board.forget(worker);
  }

  /** Starts a process that was killed; it is not waited for. */
  void start(int worker) throws IOException {
    crew.start(worker);
  }

  /** Waits for a process that was started again, and lets it begin. */
  void begin(int worker) throws IOException, InterruptedException {
    crew.awaitReady(worker);
    crew.say(worker, "go");
    if (worker <= participants) {
      board.awaitPresent(worker);
    }
  }

  /** Takes back a halt that nobody came to. */
  void disarm(int worker) throws IOException, InterruptedException {
    order(worker, "disarm");
    if (board.isHalted(worker)) {
      resume(worker);
    }
  }

  /** Stops a process by a signal. */
  Stopped stop(int worker) throws IOException {
    return Stopped.stop(board.pid(worker));
  }

  /** The path that is the register's alone. */
  String root() {
    return stage.root() + "/two-phase-commit";
  }

  /** What a user would type for a coordinator. */
  String inShort() {
    return coordinator.inShort(COORDINATOR);
  }

  private void check() throws InterruptedException {
    crew.await(Duration.ZERO);
  }

  private void take(int worker, String line) {
    board.take(worker, line);
    if (!line.startsWith(":")) {
      stage.screen().say("  process " + worker + ": " + line);
    }
  }

  private List<String> command(int number) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--launched", "yes", "--connect", stage.connect(), "--root", root()));
    if (number <= participants) {
      arguments.addAll(
          List.of(
              "--worker",
              String.valueOf(number),
              "--journal",
              journal(number).toString(),
              "--late-millis",
              String.valueOf(LATE_MILLIS)));
      return participant.of(PARTICIPANT, arguments);
    }
    arguments.addAll(
        List.of(
            "--participants",
            String.valueOf(participants),
            "--limit-millis",
            String.valueOf(LIMIT_MILLIS)));
    return coordinator.of(COORDINATOR, arguments);
  }
}
