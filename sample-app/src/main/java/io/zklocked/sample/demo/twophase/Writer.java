package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.stage.DemoException;
import io.zklocked.sample.demo.stage.Stopped;
import io.zklocked.sample.demo.twophase.Board.Office;
import io.zklocked.sample.twophase.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A client that writes the register, and does what a fault asks for at its step. A coordinator may
 * lose its office unasked at any time; a write that it took with it, or a step that it never came
 * to, is tried again with another value. Each fault is charged to the rounds of the value that was
 * written under it, and to no others. Confined to one thread.
 */
final class Writer {

  private static final int MOST_TRIES = 10;

  private final Processes processes;
  private final Board board;
  private final Reader reader;
  private final Map<String, Fault> charged = new HashMap<>();
  private int writes;
  private int tries;

  Writer(Processes processes, Board board, Reader reader) {
    this.processes = processes;
    this.board = board;
    this.reader = reader;
  }

  /** How many values were written. */
  int writes() {
    return writes;
  }

  /** The fault of each round; rounds without one are among them. */
  Map<Long, Fault> faults() {
    return charged(board.proposed(), charged);
  }

  /**
   * Charges rounds with faults.
   *
   * @param proposed the value of each round
   * @param charged the fault under which each value was written
   */
  static Map<Long, Fault> charged(Map<Long, String> proposed, Map<String, Fault> charged) {
    Map<Long, Fault> faults = new TreeMap<>();
    proposed.forEach((round, value) -> faults.put(round, charged.getOrDefault(value, Fault.NONE)));
    return faults;
  }

  /** Writes a value, has the fault happen, and reads. */
  void write(Fault fault) throws IOException, InterruptedException {
    writes++;
    int most = tries + MOST_TRIES;
    while (!attempt(fault)) {
      if (tries >= most) {
        throw new DemoException(
            "Write %d did not come about in %d tries (%s)."
                .formatted(writes, MOST_TRIES, fault.inWords()));
      }
    }
    reader.read();
  }

  /** Tells whether the value was proposed, and its fault has happened. */
  private boolean attempt(Fault fault) throws IOException, InterruptedException {
    tries++;
    int participants = processes.participants();
    int victim = 1 + (writes + writes / participants) % participants; // not always the same
    Office office = board.awaitIdle();
    boolean hasHappened =
        switch (fault.kind()) {
          case NONE -> submit(office);
          case NO, LATE -> {
            String will = fault.kind() == Fault.Kind.NO ? "no" : "late";
            processes.order(victim, "vote " + will + " " + value());
            yield submit(office);
          }
          case MINORITY -> withoutMinority(office, victim);
          case PARTICIPANT_KILLED -> killParticipant(office, victim, step(fault));
          case COORDINATOR_KILLED -> killCoordinator(office, step(fault));
          case COORDINATOR_STOPPED -> stopCoordinator(office, step(fault));
        };
    board.awaitIdle();
    if (hasHappened) {
      charged.put(value(), fault);
    }
    return hasHappened && board.proposed().containsValue(value());
  }

  private static Step step(Fault fault) {
    Step step = fault.step();
    if (step == null) {
      throw new IllegalArgumentException(fault.inWords() + " needs a step");
    }
    return step;
  }

  private String value() {
    return "v" + tries;
  }

  /** Tells whether the value was submitted: not to whoever has lost its office meanwhile. */
  private boolean submit(Office office) throws IOException, InterruptedException {
    if (!board.busy(office)) {
      return false;
    }
    processes.order(office.worker(), "write " + office.term() + " " + value());
    return true;
  }

  private boolean withoutMinority(Office office, int first)
      throws IOException, InterruptedException {
    int most = (processes.participants() - 1) / 2;
    Set<Integer> down = new HashSet<>();
    for (int n = 0; n < most; n++) {
      down.add(1 + (first - 1 + n) % processes.participants());
    }
    for (int participant : down) {
      processes.kill(participant);
    }
    reader.read();
    boolean isSubmitted = submit(office);
    board.awaitIdle();
    reader.read();
    for (int participant : down) {
      processes.start(participant);
    }
    for (int participant : down) {
      processes.begin(participant);
    }
    return isSubmitted;
  }

  private boolean killParticipant(Office office, int victim, Step step)
      throws IOException, InterruptedException {
    processes.halt(victim, step);
    if (!submit(office) || !board.awaitHalt(victim, step)) {
      processes.disarm(victim);
      return false;
    }
    processes.kill(victim);
    reader.read();
    // It comes back to a round that is over.
    board.awaitIdle();
    processes.start(victim);
    processes.begin(victim);
    return true;
  }

  private boolean killCoordinator(Office office, Step step)
      throws IOException, InterruptedException {
    if (step == Step.IN_OFFICE) {
      return killSuccessor(office, step);
    }
    int coordinator = office.worker();
    processes.halt(coordinator, step);
    if (!submit(office) || !board.awaitHalt(coordinator, step)) {
      processes.disarm(coordinator);
      return false;
    }
    replace(coordinator);
    reader.read(); // while nobody is in office
    return true;
  }

  private boolean killSuccessor(Office office, Step step) throws IOException, InterruptedException {
    int successor = processes.other(office.worker());
    processes.halt(successor, step);
    replace(office.worker());
    boolean isHalted = board.awaitHalt(successor, step);
    if (isHalted) {
      replace(successor);
    } else {
      processes.disarm(successor);
    }
    return submit(board.awaitIdle()) && isHalted;
  }

  private void replace(int coordinator) throws IOException, InterruptedException {
    processes.kill(coordinator);
    processes.start(coordinator);
    processes.begin(coordinator);
  }

  /** The coordinator wakes up when its office is somebody else's, and writes its decision. */
  private boolean stopCoordinator(Office office, Step step)
      throws IOException, InterruptedException {
    int coordinator = office.worker();
    int successor = processes.other(coordinator);
    processes.halt(successor, Step.IN_OFFICE);
    processes.halt(coordinator, step);
    if (!submit(office) || !board.awaitHalt(coordinator, step, successor)) {
      processes.disarm(successor);
      processes.disarm(coordinator);
      return false;
    }
    try (Stopped stopped = processes.stop(coordinator)) {
      board.awaitHalt(successor, Step.IN_OFFICE);
      stopped.resume();
    }
    processes.resume(coordinator);
    boolean isRefused = board.awaitRefusal(value());
    processes.resume(successor);
    return isRefused;
  }
}
