package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.twophase.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A client that writes the register, and does what a fault asks for at its step. Confined to one
 * thread.
 */
final class Writer {

  private static final Duration REFUSAL = Duration.ofSeconds(2);

  private static final int MOST_TRIES = 10;

  private final Processes processes;
  private final Board board;
  private final Reader reader;
  private final Map<Long, Fault> faults = new TreeMap<>();
  private int writes;

  Writer(Processes processes, Board board, Reader reader) {
    this.processes = processes;
    this.board = board;
    this.reader = reader;
  }

  /** The fault of each round; rounds without one are among them. */
  Map<Long, Fault> faults() {
    return Map.copyOf(faults);
  }

  /** Writes a value, has the fault happen, and reads. */
  void write(Fault fault) throws IOException, InterruptedException {
    writes++;
    Set<Long> before = new HashSet<>(board.proposed().keySet());
    int participants = processes.participants();
    int victim = 1 + (writes + writes / participants) % participants; // not always the same
    int coordinator = board.awaitIdle();
    switch (fault.kind()) {
      case NONE -> submit(coordinator);
      case NO, LATE -> {
        processes.order(victim, fault.kind() == Fault.Kind.NO ? "vote no" : "vote late");
        submit(coordinator);
      }
      case MINORITY -> withoutMinority(coordinator, victim);
      case PARTICIPANT_KILLED -> killParticipant(coordinator, victim, step(fault));
      case COORDINATOR_KILLED -> killCoordinator(coordinator, step(fault));
      case COORDINATOR_STOPPED -> stopCoordinator(coordinator, step(fault));
    }
    int idle = board.awaitIdle();
    for (int n = 0; n < MOST_TRIES && before.containsAll(board.proposed().keySet()); n++) {
      submit(idle); // whoever lost its office unasked took the write with it
      idle = board.awaitIdle();
    }
    reader.read();
    board.proposed().keySet().stream()
        .filter(round -> !before.contains(round))
        .forEach(round -> faults.put(round, fault));
  }

  private static Step step(Fault fault) {
    Step step = fault.step();
    if (step == null) {
      throw new IllegalArgumentException(fault.inWords() + " needs a step");
    }
    return step;
  }

  private void submit(int coordinator) throws IOException, InterruptedException {
    board.busy();
    processes.order(coordinator, "write v" + writes);
  }

  private void withoutMinority(int coordinator, int first)
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
    submit(coordinator);
    board.awaitIdle();
    reader.read();
    for (int participant : down) {
      processes.start(participant);
    }
    for (int participant : down) {
      processes.begin(participant);
    }
  }

  private void killParticipant(int coordinator, int victim, Step step)
      throws IOException, InterruptedException {
    processes.halt(victim, step);
    submit(coordinator);
    board.awaitHalt(victim, step);
    processes.kill(victim);
    reader.read();
    // It comes back to a round that is over.
    board.awaitIdle();
    processes.start(victim);
    processes.begin(victim);
  }

  private void killCoordinator(int coordinator, Step step)
      throws IOException, InterruptedException {
    if (step == Step.IN_OFFICE) {
      int successor = processes.other(coordinator);
      processes.halt(successor, step);
      replace(coordinator);
      board.awaitHalt(successor, step);
      replace(successor);
      submit(board.awaitIdle());
      return;
    }
    processes.halt(coordinator, step);
    submit(coordinator);
    board.awaitHalt(coordinator, step);
    replace(coordinator);
    reader.read(); // while nobody is in office
  }

  private void replace(int coordinator) throws IOException, InterruptedException {
    processes.kill(coordinator);
    processes.start(coordinator);
    processes.begin(coordinator);
  }

  /** The coordinator wakes up when its office is somebody else's, and writes its decision. */
  private void stopCoordinator(int coordinator, Step step)
      throws IOException, InterruptedException {
    int successor = processes.other(coordinator);
    int refusals = board.refusals().size();
    processes.halt(successor, Step.IN_OFFICE);
    processes.halt(coordinator, step);
    submit(coordinator);
    board.awaitHalt(coordinator, step);
    processes.signal(coordinator, "STOP");
    board.awaitHalt(successor, Step.IN_OFFICE);
    processes.signal(coordinator, "CONT");
    processes.resume(coordinator);
    board.awaitRefusal(refusals, REFUSAL);
    processes.resume(successor);
  }
}
