package io.zklocked.benchmarks;

/** A library that locks, connected. Thread-safe. */
interface Peer extends AutoCloseable {

  /**
   * A lock for one thread.
   *
   * @param key which lock: the same for all threads and processes that give the same
   */
  Mutex mutex(String key);

  @Override
  void close();
}
