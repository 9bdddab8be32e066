package io.zklocked.runtime.engine;

/** A request for a lock, from its start until it is granted or has failed. Thread-safe. */
public interface Attempt extends Pending<Grant> {

  /** Why a caller gives up. */
  enum Reason {
    /** Its wait time has passed: it fails as busy, or as unavailable if the ensemble is silent. */
    TIMEOUT,
    /** Its thread was interrupted. */
    INTERRUPT
  }
}
