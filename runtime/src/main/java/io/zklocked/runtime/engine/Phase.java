package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;

/**
 * What a contender is doing. Its object is its identity: an answer that reaches a phase which is no
 * longer the contender's is stale, and only cleaned up after. Guarded by the engine's lock.
 */
sealed interface Phase permits Enrolling, JointEnrolling.Part, Queueing, Counting, Tenure {

  /** Looks again at what may have been missed; the session can be used. */
  void lookAgain(Effects effects);

  /** Whether somebody is known to be before it. */
  default boolean isBehind() {
    return false;
  }

  /** Asks who that is. */
  default void lookUpHolder(Effects effects) {}

  /** Somebody waits for it who does not give up after one answer. */
  default void awaited(Effects effects) {}

  /** Somebody of this process has left the key. */
  default void vacated(Effects effects) {}

  /** Something that is watched has changed or gone. */
  default void changed(String path, Effects effects) {}

  /** The contender is given up: what this phase has made, or may have made, is cleaned up. */
  void leave(Effects effects);

  /** The session has ended, and the node with it. */
  default void ended(Effects effects) {}

  /** What an answer means that does not settle the matter. */
  static boolean isDoubtful(Code code) {
    return code == Code.DOUBTFUL;
  }
}
