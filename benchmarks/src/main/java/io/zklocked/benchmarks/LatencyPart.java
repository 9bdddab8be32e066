package io.zklocked.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One thread alone: what a lock costs that nobody else wants. */
final class LatencyPart extends PeerPart {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final String KEY = "latency";

  private final Pace pace;

  LatencyPart(Lineup lineup, Pace pace) {
    super(
        lineup,
        Figure.BACK_TO_BACK,
        Figure.BACK_TO_BACK_P99,
        Figure.SPACED,
        Figure.SPACED_P99,
        Figure.ACQUIRE);
    this.pace = pace;
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "One thread: acquire + release, back to back and 2 ms apart";
  }

  @Override
  void measure(PeerKind kind, Results results) throws Exception {
    Mutex mutex = mutex(kind, KEY);
    long nanos = pace.latencyNanos();
    OneThread dense = OneThread.measure(mutex, pace.warmNanos(nanos), nanos, 0);
    OneThread spaced = OneThread.measure(mutex, pace.warmNanos(nanos), nanos, PAUSE_NANOS);
    String row = kind.title();
    results.add(Figure.BACK_TO_BACK, row, micros(dense.whole(), 50));
    results.add(Figure.BACK_TO_BACK_P99, row, micros(dense.whole(), 99));
    results.add(Figure.SPACED, row, micros(spaced.whole(), 50));
    results.add(Figure.SPACED_P99, row, micros(spaced.whole(), 99));
    results.add(Figure.ACQUIRE, row, micros(spaced.acquire(), 50));
  }

  static double micros(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e3;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "The write is a setData of 200 bytes, waited for; it releases nothing.",
        "The acquire is that of the calls 2 ms apart: back to back it waits for the release before"
            + " it, which is a write as well.");
  }
}
