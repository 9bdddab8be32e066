package io.zklocked.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * What a call costs that asks no server. Immutable.
 *
 * @param nanos for an acquisition and its release: the median over batches, so that what else runs
 *     on the machine counts little
 * @param bytes that the calling thread allocates for both
 */
record QuickCalls(double nanos, double bytes) {

  private static final int BATCH = 100;
  private static final long PICOS_PER_NANO = 1_000;

  /** Measures, on the calling thread. Blocks for the two times and the end of a batch. */
  static QuickCalls measure(Mutex mutex, long warmNanos, long nanos) throws Exception {
    run(mutex, warmNanos, Waits.fineHistogram());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    Histogram batches = Waits.fineHistogram();
    long before = threads.getThreadAllocatedBytes(self);
    long calls = run(mutex, nanos, batches);
    long after = threads.getThreadAllocatedBytes(self);
    return new QuickCalls(
        batches.getValueAtPercentile(50) / (double) PICOS_PER_NANO,
        Math.round((after - before) / (double) calls));
  }

  private static long run(Mutex mutex, long nanos, Histogram batches) throws Exception {
    long calls = 0;
    long begin = System.nanoTime();
    long end = begin;
    do {
      long start = end;
      for (int i = 0; i < BATCH; i++) {
        mutex.acquire();
        mutex.release();
      }
      calls += BATCH;
      end = System.nanoTime();
      Waits.note(batches, (end - start) * PICOS_PER_NANO / BATCH);
    } while (end - begin < nanos);
    return calls;
  }
}
