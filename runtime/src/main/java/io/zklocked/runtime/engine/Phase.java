package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;

/**
 * What a waiting contender is doing. Its object is its identity: an answer that reaches a phase
 * which is no longer the contender's is stale, and only cleaned up after. Guarded by the engine's
 * lock.
 */
sealed interface Phase permits Parked, Enrolling, Queueing {

  /** A session is connected. */
  void connected(Session now, Effects effects);

  /** A session has ended. */
  void ended(Session gone, Effects effects);

  /** Looks again at what may have been missed, if the session is connected. */
  default void lookAgain(Effects effects) {}

  /** A body of this process has left the key. */
  default void vacated(Effects effects) {}

  /** A watched node has changed or gone. */
  default void changed(String path, Effects effects) {}

  /** The contender gives up: what this phase has made, or may have made, is cleaned up. */
  void leave(Effects effects);

  /** What an answer means that does not settle the matter. */
  static boolean isDoubtful(Code code) {
    return code == Code.DOUBTFUL;
  }
}
