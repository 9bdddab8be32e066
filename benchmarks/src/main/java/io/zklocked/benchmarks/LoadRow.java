package io.zklocked.benchmarks;

import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** One line about a load on one key. */
final class LoadRow {

  /** What the columns mean. */
  static final String NOTE =
      "Notifications are those that the server has sent to anybody; the heap is this JVM's, after a"
          + " collection.";

  private LoadRow() {}

  static List<String> headings(String what) {
    return List.of(
        what,
        "calls/s",
        "mean wait, ms",
        "p99, ms",
        "longest, ms",
        "notifications a call",
        "heap before, MiB",
        "after");
  }

  /** Measures. Blocks for it. */
  static List<String> measure(Setting setting, int threads, Supplier<Mutex> mutexes)
      throws Exception {
    double heapBefore = Heap.usedMebibytes();
    double sentBefore = setting.onlooker().notifications();
    Waits waits = new Load(threads, 0, setting.pace().scaleNanos(), 0).run(mutexes);
    double sent = setting.onlooker().notifications() - sentBefore;
    Histogram nanos = waits.waits();
    return List.of(
        String.valueOf(threads),
        Words.number(waits.callsPerSecond()),
        Words.number(nanos.getMean() / 1e6),
        Words.number(nanos.getValueAtPercentile(99) / 1e6),
        Words.number(nanos.getMaxValue() / 1e6),
        Words.number(sent / nanos.getTotalCount()),
        Words.number(heapBefore),
        Words.number(Heap.usedMebibytes()));
  }
}
