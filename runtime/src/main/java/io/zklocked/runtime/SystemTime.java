package io.zklocked.runtime;

import io.zklocked.runtime.call.Alarm;
import io.zklocked.runtime.engine.Time;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clocks of this machine, and a timer with one daemon thread, which starts with the first event
 * and inherits nothing of the thread that asked for it. Thread-safe.
 */
final class SystemTime implements Time, Alarm, AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  SystemTime() {
    timer = new ScheduledThreadPoolExecutor(1, SystemTime::thread);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "zklocked-timer", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(SystemTime.class.getClassLoader());
    return thread;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public void after(long nanos, Runnable event) {
    var unused = set(nanos, event);
  }

  @Override
  public Future<?> set(long nanos, Runnable event) {
    try {
      return timer.schedule(event, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: the ports' contract is that no event comes after that.
      if (!timer.isShutdown()) {
        throw e;
      }
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
