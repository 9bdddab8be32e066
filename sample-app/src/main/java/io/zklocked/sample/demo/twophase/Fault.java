package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.twophase.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a round. Immutable.
 *
 * @param kind what
 * @param step behind which, for those that are killed; null for others
 */
record Fault(Kind kind, @Nullable Step step) {

  enum Kind {
    NONE("no fault"),
    NO("a participant votes no"),
    LATE("a participant votes too late"),
    MINORITY("a minority of the participants is down"),
    PARTICIPANT_KILLED("participant killed: "),
    COORDINATOR_KILLED("coordinator killed: "),
    COORDINATOR_STOPPED("coordinator stopped, and awake again: ");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  static final Fault NONE = new Fault(Kind.NONE, null);

  /** Each once, in the order of the protocol. */
  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    all.add(new Fault(Kind.NO, null));
    all.add(new Fault(Kind.LATE, null));
    all.add(new Fault(Kind.MINORITY, null));
    Step.of(false).forEach(step -> all.add(new Fault(Kind.PARTICIPANT_KILLED, step)));
    Step.of(true).forEach(step -> all.add(new Fault(Kind.COORDINATOR_KILLED, step)));
    all.add(new Fault(Kind.COORDINATOR_STOPPED, Step.VOTES_COUNTED));
    return all;
  }

  /** Whether the round lacks a vote, so that it has to be aborted. */
  boolean prevents() {
    return switch (kind) {
      case NO, LATE, MINORITY -> true;
      case PARTICIPANT_KILLED -> step == Step.PROPOSAL_SEEN || step == Step.VOTE_LOGGED;
      case NONE, COORDINATOR_KILLED, COORDINATOR_STOPPED -> false;
    };
  }

  /** Whether a participant is down for a while. */
  boolean takesDown() {
    return kind == Kind.MINORITY || kind == Kind.PARTICIPANT_KILLED;
  }

  /** As the table has it. */
  String inWords() {
    return step == null ? kind.words : kind.words + step.inWords();
  }
}
