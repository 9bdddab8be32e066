package io.zklocked.benchmarks;

/** One lock as one thread uses it. Confined to that thread. */
interface Mutex {

  /** Waits for the lock for as long as it takes. */
  void acquire() throws Exception;

  /** Gives back what this thread has acquired. */
  void release() throws Exception;
}
