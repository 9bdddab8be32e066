package io.zklocked.runtime.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often each of some things happened. Thread-safe: the map never changes. */
final class Tally<E extends Enum<E>> {

  private final Map<E, LongAdder> counts;

  Tally(Class<E> things) {
    counts = new EnumMap<>(things);
    for (E thing : things.getEnumConstants()) {
      counts.put(thing, new LongAdder());
    }
  }

  void add(E thing) {
    LongAdder count = counts.get(thing);
    if (count != null) { // as it always is
      count.increment();
    }
  }

  /** The number of each, by the name that meters use. */
  Map<String, Long> numbers() {
    Map<String, Long> numbers = new TreeMap<>();
    counts.forEach((thing, count) -> numbers.put(MeterNames.of(thing), count.sum()));
    return numbers;
  }
}
