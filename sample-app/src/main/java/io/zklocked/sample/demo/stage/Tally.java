package io.zklocked.sample.demo.stage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what the workers of one run tell. Thread-safe. */
public final class Tally {

  private final Map<Integer, Long> progress = new HashMap<>();
  private final Map<String, Long> sums = new HashMap<>();
  private final Map<String, Percentiles> meters = new HashMap<>();

  /**
   * Takes what a worker told: {@code progress n}, {@code name n}, or {@code meter name p50 p95
   * p99}.
   *
   * @param worker its number
   * @param told without the colon
   */
  public synchronized void take(int worker, String told) {
    List<String> words = List.of(told.split(" "));
    if (words.get(0).equals("progress")) {
      progress.put(worker, Long.parseLong(words.get(1)));
    } else if (words.get(0).equals("meter")) {
      Percentiles measured =
          new Percentiles(
              Double.parseDouble(words.get(2)),
              Double.parseDouble(words.get(3)),
              Double.parseDouble(words.get(4)));
      meters.merge(words.get(1), measured, Percentiles::max);
    } else {
      sums.merge(words.get(0), words.size() > 1 ? Long.parseLong(words.get(1)) : 1, Long::sum);
    }
  }

  public synchronized long progress() {
    return progress.values().stream().mapToLong(Long::longValue).sum();
  }

  public synchronized long sum(String name) {
    return sums.getOrDefault(name, 0L);
  }

  public synchronized @Nullable Percentiles meter(String name) {
    return meters.get(name);
  }
}
