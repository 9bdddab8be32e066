package io.zklocked.faults;

/** A way into the section of a key: by our lock, or by a peer's. */
@FunctionalInterface
interface Entrance {

  /** What runs inside. */
  @FunctionalInterface
  interface Body {
    void run(Belief belief);
  }

  /** How patiently one enters. */
  enum Patience {
    LONG,
    ONCE,
    HASTY,
    SOON
  }

  /**
   * Enters, and runs the body inside.
   *
   * @throws Exception if it did not come in, or lost the lock
   */
  void enter(String key, Patience patience, Body body) throws Exception;
}
