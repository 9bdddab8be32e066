package io.zklocked.contract;

/** A way to lock. */
enum Way {
  /** {@code ZkLocks.acquire}, on a server. */
  BY_HAND,
  /** Annotated methods of objects that Guice creates, on a server. */
  GUICE,
  /** Annotated methods under the agent, in an application that does not know the runtime. */
  AGENT,
  /**
   * {@code connect=memory}, below the annotated methods of objects that Guice creates: so that the
   * calls are the same as on a server, and what differs can only be the ensemble.
   */
  MEMORY;

  boolean isAnnotated() {
    return this != BY_HAND;
  }

  boolean hasServer() {
    return this != MEMORY;
  }
}
