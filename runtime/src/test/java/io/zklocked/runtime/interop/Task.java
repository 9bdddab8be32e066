package io.zklocked.runtime.interop;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Something that runs on a thread of its own. Thread-safe.
 *
 * @param <T> what comes of it
 */
final class Task<T> {

  private final FutureTask<T> future;
  private final Thread thread;

  private Task(String name, Callable<T> body) {
    future = new FutureTask<>(body);
    thread = new Thread(future, name);
    thread.setDaemon(true);
  }

  static <T> Task<T> start(String name, Callable<T> body) {
    Task<T> task = new Task<>(name, body);
    task.thread.start();
    return task;
  }

  boolean isDone() {
    return future.isDone();
  }

  /** Whether its thread waits for something, up to a deadline. */
  boolean isParked() {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  void interrupt() {
    thread.interrupt();
  }

  /** What came of it, in time; a failure is thrown as the cause. */
  T get() throws Exception {
    return future.get(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}
