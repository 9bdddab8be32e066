package io.zklocked.benchmarks;

import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/**
 * A mutex of Curator.
 *
 * @param lock it
 */
record CuratorMutex(InterProcessMutex lock) implements Mutex {

  @Override
  public void acquire() throws Exception {
    lock.acquire();
  }

  @Override
  public void release() throws Exception {
    lock.release();
  }
}
