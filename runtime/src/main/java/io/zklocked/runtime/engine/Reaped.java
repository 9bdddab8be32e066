package io.zklocked.runtime.engine;

/** Wants to know what the deletion of a node reveals. Events, taken under the engine's lock. */
interface Reaped {

  /** Wants nothing. */
  Reaped UNASKED =
      new Reaped() {
        @Override
        public void deleted(Effects effects) {}

        @Override
        public void wasGone(Effects effects) {}

        @Override
        public void unknown(Effects effects) {}
      };

  /** The node was deleted by this process, so that it stood until then. */
  void deleted(Effects effects);

  /** Somebody else had deleted it. */
  void wasGone(Effects effects);

  /** The session ended, or an answer was lost, so that nobody knows. */
  void unknown(Effects effects);
}
