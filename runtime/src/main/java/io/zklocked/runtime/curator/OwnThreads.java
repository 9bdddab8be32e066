package io.zklocked.runtime.curator;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that owe nothing to the thread which happened to ask first: daemons that inherit
 * neither its context class loader nor its thread locals. What ZooKeeper's client starts, it starts
 * from one of these, and inherits from that. Thread-safe.
 */
final class OwnThreads implements ThreadFactory {

  private final String name;
  private final AtomicInteger count = new AtomicInteger();

  OwnThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(OwnThreads.class.getClassLoader());
    return thread;
  }
}
