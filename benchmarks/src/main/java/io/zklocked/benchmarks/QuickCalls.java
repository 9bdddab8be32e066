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

  /** So many calls have the compiler done with them. */
  private static final int WARM_BATCHES = 300;

  private static final long PICOS_PER_NANO = 1_000;

  /**
   * Measures, on the calling thread. Blocks for the two times and the end of a batch.
   *
   * @param mutex the lock
   * @param warmNanos how long it runs before anything counts, after many calls
   * @param nanos how long it runs afterwards
   */
  static QuickCalls measure(Mutex mutex, long warmNanos, long nanos) throws Exception {
    Run warm = new Run(mutex);
    for (int i = 0; i < WARM_BATCHES; i++) {
      warm.batch();
    }
    warm.batches(warmNanos);
    return new Run(mutex).batches(nanos);
  }

  private static final class Run {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long self = Thread.currentThread().getId();
    private final Mutex mutex;
    private final Histogram picos = Waits.fineHistogram();
    private long bytes;
    private long calls;

    Run(Mutex mutex) {
      this.mutex = mutex;
    }

    QuickCalls batches(long nanos) throws Exception {
      long begin = System.nanoTime();
      do {
        batch();
      } while (System.nanoTime() - begin < nanos);
      return new QuickCalls(
          picos.getValueAtPercentile(50) / (double) PICOS_PER_NANO,
          Math.round(bytes / (double) calls));
    }

    private void batch() throws Exception {
      long bytesBefore = threads.getThreadAllocatedBytes(self);
      long start = System.nanoTime();
      for (int i = 0; i < BATCH; i++) {
        mutex.acquire();
        mutex.release();
      }
      long took = System.nanoTime() - start;
      bytes += threads.getThreadAllocatedBytes(self) - bytesBefore;
      calls += BATCH;
      Waits.note(picos, took * PICOS_PER_NANO / BATCH);
    }
  }
}
