package io.zklocked.contract;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Work on a thread of its own. */
final class Task<T> {

  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final Thread thread;

  private Task(String name, Callable<T> work) {
    thread =
        new Thread(
            () -> {
              try {
                outcome.complete(work.call());
              } catch (Throwable e) { // kept for whoever asks
                outcome.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
  }

  static <T> Task<T> start(String name, Callable<T> work) {
    Task<T> task = new Task<>(name, work);
    task.thread.start();
    return task;
  }

  T result() throws Exception {
    return outcome.get(Eventually.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
  }

  Throwable failure() throws Exception {
    try {
      T result = result();
      throw new AssertionError("no failure but " + result);
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  void awaitWaitingIn(String type) throws Exception {
    Eventually.until(
        thread.getName() + " waits in " + type,
        () ->
            (thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING)
                && Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(type)));
  }

  void interrupt() {
    thread.interrupt();
  }
}
