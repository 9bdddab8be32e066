package io.zklocked.runtime;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Reads and writes times as the configuration spells them. */
final class DurationText {

  /** Longer than any wait. */
  static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private DurationText() {}

  static Duration parse(String text) {
    if (text.equals("forever")) {
      return FOREVER;
    }
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 15) {
      throw new IllegalArgumentException("it is not a time");
    }
    long number = Long.parseLong(text, 0, digits, 10);
    String unit = text.substring(digits);
    if (unit.equals("ms")) {
      return Duration.ofMillis(number);
    } else if (unit.equals("s")) {
      return Duration.ofSeconds(number);
    } else if (unit.equals("m")) {
      return Duration.ofMinutes(number);
    } else if (unit.equals("h")) {
      return Duration.ofHours(number);
    }
    throw new IllegalArgumentException("it has no unit: ms, s, m or h");
  }

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
