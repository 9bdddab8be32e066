package io.zklocked.agent.weave;

import io.zklocked.ZkLocked;

/** An interface with a body. */
public interface Named {

  /** Locked where it stands. */
  @ZkLocked("{0}")
  default String name(int i) {
    return "default " + i + " " + (this instanceof Shapes);
  }
}
