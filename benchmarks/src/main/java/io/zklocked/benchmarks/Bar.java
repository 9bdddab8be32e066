package io.zklocked.benchmarks;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a run should reach. Immutable.
 *
 * @param text what is compared, to which the value is added
 * @param atMost whether the limit must not be exceeded, or must at least be reached
 * @param limit the limit
 * @param value takes the value from what a run has measured; null if it was not measured
 */
record Bar(String text, boolean atMost, double limit, Function<Results, @Nullable Samples> value) {

  /** Whether the median is within the limit. */
  boolean isReached(Samples measured) {
    return atMost ? measured.median() <= limit : measured.median() >= limit;
  }

  /** One line: how it went. */
  String line(Results results) {
    Samples measured = value.apply(results);
    String bar = (atMost ? "at most " : "at least ") + Words.number(limit);
    return measured == null
        ? "  %-12s  %s: %s".formatted("not measured", text, bar)
        : line(isReached(measured), "%s: %s, is %s".formatted(text, bar, measured));
  }

  /** One line about something that was reached or missed. */
  static String line(boolean reached, String text) {
    return "  %-12s  %s".formatted(reached ? "reached" : "MISSED", text);
  }
}
