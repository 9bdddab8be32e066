package io.zklocked.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, last first, once: at the end, or when a signal ends this process before.
 * Thread-safe; {@link #close} blocks until all is closed, whoever closes it.
 */
final class Cleanup implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /** Something to close. */
  synchronized <T extends AutoCloseable> T add(T resource) throws Exception {
    if (closed) {
      resource.close();
      throw new BenchmarkException("the run is ending");
    }
    open.push(resource);
    return resource;
  }

  /** Whether the run has ended, or is being ended. */
  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!open.isEmpty()) {
      AutoCloseable resource = open.pop();
      try {
        resource.close();
      } catch (Exception e) { // each must be tried, whatever the others do
        System.err.println("could not clean up: " + e);
      }
    }
  }
}
