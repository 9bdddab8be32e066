package io.zklocked.sample.philosophers;

import io.zklocked.ZkLocked;

/** Where a philosopher sits down before dinner. Immutable. */
public class Chair {

  /** A chair. */
  public Chair() {}

  /**
   * Sits down. That is this process's first lock, so that it has found the ensemble before the
   * first meal.
   *
   * @param philosopher its number
   */
  @ZkLocked("chairs/{philosopher}")
  public void take(int philosopher) {
    // the lock is all that is wanted
  }
}
