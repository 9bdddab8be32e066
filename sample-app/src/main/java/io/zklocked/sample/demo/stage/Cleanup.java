package io.zklocked.sample.demo.stage;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, last first, once: at the end, or when a signal ends this process before.
 * Thread-safe; {@link #close} blocks until all is closed, whoever closes it.
 */
public final class Cleanup implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /** Something to close. */
  public synchronized <T extends AutoCloseable> T add(T resource) throws Exception {
    if (closed) {
      resource.close();
      throw new DemoException("the demo is ending");
    }
    open.push(resource);
    return resource;
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
