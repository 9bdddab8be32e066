package io.zklocked.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What surrounds the body of an annotated method. */
final class CallsPart implements Part {

  static final String NAME = "calls";

  private static final int BATCH = 10_000;
  private static final long PICOS_PER_NANO = 1_000;
  private static final int MANY = 1_000_000;
  private static final List<String> ROWS =
      List.of(
          CallLoops.BARE,
          CallLoops.NOT_WANTED,
          CallLoops.KEY,
          CallLoops.PATH,
          CallLoops.CURRENT,
          CallLoops.LOCKED,
          CallLoops.NESTED,
          CallLoops.CHECKED);

  private final Pace pace;
  private final CallLoops loops = new CallLoops();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  CallsPart(Pace pace) {
    this.pace = pace;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "One thread: what surrounds the body of an annotated method";
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.CALL, Figure.CALL_BYTES, Figure.CALLS_HEAP);
  }

  @Override
  public List<String> rows() {
    return ROWS;
  }

  @Override
  public @Nullable String whyNot(String row) {
    return null;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "The heap is what is left after a collection, more than before a million calls.");
  }

  @Override
  public void measure(int round, Results results) throws Exception {
    for (String row : ROWS) {
      try {
        measure(row, results);
      } catch (Exception | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(row + " failed", e);
      }
    }
  }

  private void measure(String row, Results results) throws Throwable {
    CallLoops.Loop loop = loops.of(row);
    Histogram picos = Waits.fineHistogram();
    long self = Thread.currentThread().getId();
    long begin = System.nanoTime();
    long bytes = 0;
    long calls = 0;
    while (System.nanoTime() - begin < 2 * pace.quickCallNanos()) {
      boolean counts = System.nanoTime() - begin > pace.quickCallNanos();
      long before = threads.getThreadAllocatedBytes(self);
      long start = System.nanoTime();
      loop.run(BATCH);
      long took = System.nanoTime() - start;
      if (counts) {
        bytes += threads.getThreadAllocatedBytes(self) - before;
        calls += BATCH;
        Waits.note(picos, took * PICOS_PER_NANO / BATCH);
      }
    }
    results.add(Figure.CALL, row, picos.getValueAtPercentile(50) / (double) PICOS_PER_NANO);
    results.add(Figure.CALL_BYTES, row, (double) Math.round(bytes / (double) Math.max(1, calls)));
    if (row.equals(CallLoops.LOCKED)) {
      results.add(Figure.CALLS_HEAP, row, heapAfterMany(loop));
    }
  }

  private static double heapAfterMany(CallLoops.Loop loop) throws Throwable {
    long before = heap();
    loop.run(MANY);
    return (heap() - before) / 1024.0;
  }

  /** What is left after collections that have seen everything. */
  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      WeakReference<Object> garbage = new WeakReference<>(new byte[1]);
      while (garbage.get() != null) {
        System.gc();
      }
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
