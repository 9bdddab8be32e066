package io.zklocked.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one run has measured: for each figure and each row, its samples. Confined to one thread.
 */
final class Results {

  private final Map<Figure, Map<String, Samples>> samples = new EnumMap<>(Figure.class);

  private final List<String> failures = new ArrayList<>();
  private final Map<String, Map<String, Waits>> pools = new LinkedHashMap<>();

  /** Notes the value of one round. */
  void add(Figure figure, String row, double value) {
    samples
        .computeIfAbsent(figure, none -> new LinkedHashMap<>())
        .compute(row, (same, had) -> had == null ? new Samples(value) : had.and(value));
  }

  /** What was measured, or null if nothing was. */
  @Nullable Samples of(Figure figure, String row) {
    return samples.getOrDefault(figure, Map.of()).get(row);
  }

  /** Notes waits of one round that count together with those of the others. */
  void pool(String part, String row, Waits waits) {
    pools.computeIfAbsent(part, none -> new LinkedHashMap<>()).merge(row, waits, Waits::with);
  }

  /** The waits of all rounds, by row. */
  Map<String, Waits> pooled(String part) {
    return pools.getOrDefault(part, Map.of());
  }

  /** Notes something that has failed and was tried again. */
  void failed(String what) {
    failures.add(what);
  }

  /** What has failed. */
  List<String> failures() {
    return failures;
  }
}
