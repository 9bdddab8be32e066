package io.zklocked.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;
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

  /** So many calls have the compiler done with them: pauses alone would leave it half way. */
  private static final int WARM_BATCHES = 300;

  private static final long PICOS_PER_NANO = 1_000;

  /**
   * Measures, on the calling thread. Blocks for the two times and the end of a batch.
   *
   * @param mutex the lock
   * @param warmNanos how long it runs before anything counts, after many calls without a pause
   * @param nanos how long it runs afterwards
   * @param heldNanos how long the lock is held once before each batch; 0 for not at all
   */
  static QuickCalls measure(Mutex mutex, long warmNanos, long nanos, long heldNanos)
      throws Exception {
    Run warm = new Run(mutex, heldNanos);
    for (int i = 0; i < WARM_BATCHES; i++) {
      warm.batch();
    }
    warm.batches(warmNanos);
    return new Run(mutex, heldNanos).batches(nanos);
  }

  private static final class Run {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long self = Thread.currentThread().getId();
    private final Mutex mutex;
    private final long heldNanos;
    private final Histogram picos = Waits.fineHistogram();
    private long bytes;
    private long calls;

    Run(Mutex mutex, long heldNanos) {
      this.mutex = mutex;
      this.heldNanos = heldNanos;
    }

    QuickCalls batches(long nanos) throws Exception {
      long begin = System.nanoTime();
      do {
        if (heldNanos > 0) {
          hold();
        }
        batch();
      } while (System.nanoTime() - begin < nanos);
      return new QuickCalls(
          picos.getValueAtPercentile(50) / (double) PICOS_PER_NANO,
          Math.round(bytes / (double) calls));
    }

    private void hold() throws Exception {
      mutex.acquire();
      LockSupport.parkNanos(heldNanos);
      mutex.release();
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
