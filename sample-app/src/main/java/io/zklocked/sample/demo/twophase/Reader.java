package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.twophase.Board.Answer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A client that reads the register: it asks all participants that it can, and of the answers of a
 * majority takes the newest. A write has ended when a majority has it, so that every majority knows
 * of every write that ended before. Confined to one thread.
 */
final class Reader {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Processes processes;
  private final Board board;
  private final Reads reads = new Reads();
  private int questions;

  Reader(Processes processes, Board board) {
    this.processes = processes;
    this.board = board;
  }

  void read() throws InterruptedException {
    int majority = processes.participants() / 2 + 1;
    long endedBefore = board.newestWrite(majority);
    int question = ++questions;
    int asked = 0;
    for (int number = 1; number <= processes.participants(); number++) {
      if (board.isPresent(number) && processes.ask(number, "read " + question)) {
        asked++;
      }
    }
    List<Answer> answers = board.awaitAnswers(question, majority, PATIENCE);
    reads.add(
        new Reads.Read(
            asked < processes.participants(),
            endedBefore,
            answers.size() < majority
                ? null
                : answers.stream().max(Comparator.comparing(Answer::round)).orElseThrow()));
  }

  /** What was read so far. */
  Reads reads() {
    return reads;
  }
}
