package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.twophase.Board.Answer;
import io.zklocked.sample.twophase.Histories.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the register, judged when all has been told: what is told of a proposal may come
 * behind an answer that knows its value. A read takes a time, and may give the value of any write
 * that overlaps it; but no older one than of the last write that had ended when it began. Confined
 * to one thread.
 */
final class Reads {

  private final List<Read> reads = new ArrayList<>();

  /**
   * One read. Immutable.
   *
   * @param ofFewer whether registers were down
   * @param endedBefore the last round whose write had ended when it began; 0 if there is none
   * @param answer that counts; null if there was no majority of them
   */
  record Read(boolean ofFewer, long endedBefore, @Nullable Answer answer) {}

  /** What the reads came to. */
  record Tally(int reads, int whileSomeAreDown, int unanswered, int wrong) {}

  void add(Read read) {
    reads.add(read);
  }

  /**
   * Judges them.
   *
   * @param proposed the value of each round
   * @param fates of the rounds
   */
  Tally tally(Map<Long, String> proposed, Map<Long, Fate> fates) {
    int ofFewer = 0;
    int unanswered = 0;
    int wrong = 0;
    for (Read read : reads) {
      ofFewer += read.ofFewer() ? 1 : 0;
      if (read.answer() == null) {
        unanswered++;
      } else if (read.answer().round() < read.endedBefore()
          || !isCommitted(read.answer(), proposed, fates)) {
        wrong++;
      }
    }
    return new Tally(reads.size(), ofFewer, unanswered, wrong);
  }

  private static boolean isCommitted(
      Answer answer, Map<Long, String> proposed, Map<Long, Fate> fates) {
    if (answer.round() == 0) {
      return answer.value().equals("-"); // as it was before the first write
    }
    return answer.value().equals(proposed.get(answer.round()))
        && fates.get(answer.round()) == Fate.COMMITTED;
  }
}
