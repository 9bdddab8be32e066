package io.zklocked.runtime;

import java.time.Duration;

/** Writes times as the configuration spells them. */
final class DurationText {

  /** What {@code forever} is as a time: the longest that can be counted in nanoseconds. */
  static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private DurationText() {}

  static String of(Duration time) {
    if (time.equals(FOREVER)) {
      return "forever";
    }
    if (time.isZero()) {
      return "0";
    }
    if (time.equals(Duration.ofSeconds(time.toSeconds()))) {
      return Long.toString(time.toSeconds()).concat("s");
    }
    return time.equals(Duration.ofMillis(time.toMillis()))
        ? Long.toString(time.toMillis()).concat("ms")
        : time.toString();
  }
}
