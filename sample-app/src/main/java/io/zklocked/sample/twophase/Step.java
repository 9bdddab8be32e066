package io.zklocked.sample.twophase;

import java.util.Arrays;
import java.util.List;

/** The steps of the protocol behind which a process can be stopped, in their order. */
public enum Step {
  /** A participant knows of a proposal, and has written nothing. */
  PROPOSAL_SEEN(false),
  /** Its vote is in its journal, and not on the ensemble. */
  VOTE_LOGGED(false),
  /** Its vote is on the ensemble; it is in doubt. */
  VOTED(false),
  /** It knows the decision, and has not written it down. */
  DECISION_SEEN(false),
  /** The decision is in its journal and its register, and not acknowledged. */
  APPLIED(false),
  /** It has acknowledged the decision. */
  ACKNOWLEDGED(false),
  /** A coordinator has announced its token, and has neither finished nor proposed anything. */
  IN_OFFICE(true),
  /** Its proposal is on the ensemble. */
  PROPOSED(true),
  /** It has counted the votes, has checked its lock, and is about to write the decision. */
  VOTES_COUNTED(true),
  /** The decision is on the ensemble. */
  DECIDED(true),
  /** It has counted the acknowledgements, and has told nobody. */
  SETTLED(true),
  /** The round's nodes are gone. */
  CLEARED(true);

  private final boolean isCoordinators;

  Step(boolean isCoordinators) {
    this.isCoordinators = isCoordinators;
  }

  /**
   * Whether it is a step of coordinators.
   *
   * @return false if it is one of participants
   */
  public boolean isCoordinators() {
    return isCoordinators;
  }

  /**
   * The steps of one role, in their order.
   *
   * @param ofCoordinators whose
   * @return the steps
   */
  public static List<Step> of(boolean ofCoordinators) {
    return Arrays.stream(values()).filter(s -> s.isCoordinators == ofCoordinators).toList();
  }

  /**
   * The step in words.
   *
   * @return such as {@code vote logged}
   */
  public String inWords() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
