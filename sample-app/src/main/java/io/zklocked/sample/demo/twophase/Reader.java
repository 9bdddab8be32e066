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
  private int reads;
  private int readsOfFewer;
  private int unanswered;
  private int wrong;

  Reader(Processes processes, Board board) {
    this.processes = processes;
    this.board = board;
  }

  /** What the reads came to. */
  record Tally(int reads, int whileSomeAreDown, int unanswered, int wrong) {}

  void read() throws InterruptedException {
    int majority = processes.participants() / 2 + 1;
    long newest = board.newestWrite(majority);
    int question = ++reads;
    int asked = 0;
    for (int number = 1; number <= processes.participants(); number++) {
      if (board.isPresent(number) && processes.ask(number, "read " + question)) {
        asked++;
      }
    }
    readsOfFewer += asked < processes.participants() ? 1 : 0;
    List<Answer> answers = board.awaitAnswers(question, majority, PATIENCE);
    if (answers.size() < majority) {
      unanswered++;
      return;
    }
    Answer answer = answers.stream().max(Comparator.comparing(Answer::round)).orElseThrow();
    boolean isEmpty = answer.round() == 0 && answer.value().equals("-");
    boolean isAsProposed = isEmpty || answer.value().equals(board.proposed().get(answer.round()));
    wrong += answer.round() >= newest && isAsProposed ? 0 : 1;
  }

  Tally tally() {
    return new Tally(reads, readsOfFewer, unanswered, wrong);
  }
}
