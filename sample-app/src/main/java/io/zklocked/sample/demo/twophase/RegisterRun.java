package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.stage.ScratchDirectory;
import io.zklocked.sample.demo.stage.Stage;
import io.zklocked.sample.demo.twophase.Board.Office;
import io.zklocked.sample.twophase.Histories;
import io.zklocked.sample.twophase.Journal;
import io.zklocked.sample.twophase.Journal.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a register while its processes are killed. Confined to one thread. */
final class RegisterRun {

  private final Stage stage;
  private final List<String> settings;
  private final Faults faults;

  /**
   * A run.
   *
   * @param stage with the ensemble
   * @param settings of the coordinators' locks
   * @param faults one for each write
   */
  RegisterRun(Stage stage, List<String> settings, Faults faults) {
    this.stage = stage;
    this.settings = settings;
    this.faults = faults;
  }

  RegisterResult run() throws Exception {
    Path scratch = stage.cleanup().add(ScratchDirectory.create()).path();
    Path journals = Files.createDirectories(scratch.resolve("journals"));
    stage.screen().progress("  starting the participants and two candidates");
    Processes processes = new Processes(stage, settings, journals);
    Board board = processes.start();
    stage.screen().say("- " + stage.withLocks() + ": " + processes.inShort());
    long start = System.nanoTime();
    Reader reader = new Reader(processes, board);
    Writer writer = new Writer(processes, board, reader);
    write(writer);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    close(processes, board);
    Histories histories = new Histories(journals(processes));
    return new RegisterResult(
        writer.writes(),
        writer.faults(),
        histories,
        board,
        reader.reads().tally(board.proposed(), histories.fates(board.proposed(), board.settled())),
        Leftovers.below(stage.connect(), processes.root()),
        processes.participants(),
        took);
  }

  private void write(Writer writer) throws Exception {
    while (faults.hasNext()) {
      Fault fault = faults.next();
      stage.screen().progress("  %s writes: %s".formatted(faults.progress(), fault.inWords()));
      writer.write(fault);
    }
  }

  private static void close(Processes processes, Board board) throws Exception {
    processes.kill(processes.other(board.awaitIdle().worker()));
    Office office;
    do {
      office = board.awaitIdle();
      if (board.busy(office)) {
        processes.order(office.worker(), "close " + office.term());
      }
    } while (!board.awaitClosedOrIdle(office.worker()));
    for (int number = 1; number <= processes.participants(); number++) {
      processes.order(number, "end");
      board.awaitClosed(number);
    }
  }

  private static Map<String, List<Entry>> journals(Processes processes) throws Exception {
    Map<String, List<Entry>> journals = new TreeMap<>();
    for (int number = 1; number <= processes.participants(); number++) {
      journals.put("participant " + number, Journal.read(processes.journal(number)));
    }
    return journals;
  }
}
