package io.zklocked.sample.twophase;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The votes of one round, and whether they came in time. Confined to one thread. */
final class Ballot {

  private final int participants;
  private final long lastMillis;
  private final Set<String> willing = new HashSet<>();
  private boolean isLost;

  /**
   * A ballot without votes.
   *
   * @param participants how many must vote
   * @param proposedMillis when the round was proposed
   * @param limitMillis how long after that a vote counts
   */
  Ballot(int participants, long proposedMillis, long limitMillis) {
    this.participants = participants;
    this.lastMillis = proposedMillis + limitMillis;
  }

  boolean has(String participant) {
    return willing.contains(participant);
  }

  /**
   * Takes a vote.
   *
   * @param participant whose
   * @param vote what for
   * @param atMillis when it came, by the clock of the proposal
   */
  void cast(String participant, Outcome vote, long atMillis) {
    if (vote == Outcome.ABORT || atMillis > lastMillis) {
      isLost = true;
    } else {
      willing.add(participant);
    }
  }

  /** What the votes come to; null as long as that is open. */
  @Nullable Outcome outcome() {
    if (isLost) {
      return Outcome.ABORT;
    }
    return willing.size() == participants ? Outcome.COMMIT : null;
  }
}
