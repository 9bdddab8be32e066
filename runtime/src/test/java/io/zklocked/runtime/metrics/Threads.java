package io.zklocked.runtime.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Does the same on several threads that start together. */
final class Threads {

  private Threads() {}

  static void together(int threads, IntConsumer task) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        ends.add(
            executor.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  task.accept(number);
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get(30, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
