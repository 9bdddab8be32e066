package io.zklocked.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Threads that acquire and release locks over and over, with nothing in between. Immutable.
 *
 * @param threads how many
 * @param warmNanos how long they run before anything counts
 * @param nanos how long they run afterwards
 * @param pauseNanos how long each pauses between its calls
 */
record Load(int threads, long warmNanos, long nanos, long pauseNanos) {

  /**
   * Runs. Blocks until the time has passed and the last call has got its lock: a wait that has
   * begun is measured to its end.
   *
   * @param mutexes gives each thread its own
   */
  Waits run(Supplier<Mutex> mutexes) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch ready = new CountDownLatch(threads);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Waits>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Mutex mutex = mutexes.get();
        Callable<Waits> task =
            () -> {
              ready.countDown();
              go.await();
              return loop(mutex);
            };
        results.add(pool.submit(task));
      }
      ready.await();
      go.countDown();
      return sum(results);
    } finally {
      pool.shutdownNow();
    }
  }

  private Waits loop(Mutex mutex) throws Exception {
    Histogram waits = Waits.histogram();
    long calls = 0;
    long begin = System.nanoTime() + warmNanos;
    long end = begin + nanos;
    for (long asked = System.nanoTime(); asked < end; asked = System.nanoTime()) {
      mutex.acquire();
      long got = System.nanoTime();
      mutex.release();
      if (asked >= begin) {
        Waits.note(waits, got - asked);
      }
      if (got >= begin && got < end) {
        calls++;
      }
      if (pauseNanos > 0) {
        LockSupport.parkNanos(pauseNanos);
      }
    }
    return new Waits(calls, nanos, waits);
  }

  private Waits sum(List<Future<Waits>> results) throws InterruptedException {
    Waits sum = new Waits(0, nanos, Waits.histogram());
    for (Future<Waits> result : results) {
      try {
        sum = sum.with(result.get());
      } catch (ExecutionException e) {
        throw new BenchmarkException("a locked call failed: " + e.getCause(), e);
      }
    }
    return sum;
  }
}
