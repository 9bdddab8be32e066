package io.zklocked.syntax;

import java.time.DateTimeException;
import java.time.Duration;

/**
 * How long a call may wait, as an annotation or a configuration writes it: a number with a unit
 * ({@code "250ms"}, {@code "5s"}, {@code "2m"}, {@code "1h"}), an ISO-8601 duration ({@code
 * "PT1M"}), {@code "0"} (try once) or {@code "forever"}. Immutable.
 *
 * @param nanos nanoseconds; {@link Long#MAX_VALUE} for ever
 */
public record WaitTime(long nanos) {

  /** No limit. */
  public static final WaitTime FOREVER = new WaitTime(Long.MAX_VALUE);

  /** Try once, do not wait. */
  public static final WaitTime ONCE = new WaitTime(0);

  private static final String REMEDY =
      "write a number with ms, s, m or h (5s), an ISO-8601 duration (PT1M), 0 or forever";

  /** Checks that the time is not negative. */
  public WaitTime {
    if (nanos < 0) {
      throw new IllegalArgumentException("a wait time cannot be negative: " + nanos + " ns");
    }
  }

  /**
   * Parses a wait time.
   *
   * @param text the text, without blanks
   * @return the wait time
   * @throws SyntaxException if it is malformed, negative, or longer than 292 years
   */
  public static WaitTime parse(String text) {
    if (text.equals("0")) {
      return ONCE;
    }
    if (text.equals("forever")) {
      return FOREVER;
    }
    int digits = digits(text);
    if (digits > 0 && isUnit(text.substring(digits))) {
      return number(text, text.substring(0, digits), text.substring(digits));
    }
    if (text.startsWith("P") || text.startsWith("-P") || text.startsWith("+P")) {
      return iso(text);
    }
    throw refusal(text, unclear(text), REMEDY);
  }

  /**
   * Whether there is no limit.
   *
   * @return whether this is {@code "forever"}
   */
  public boolean isForever() {
    return nanos == Long.MAX_VALUE;
  }

  /**
   * Whether the lock is tried once only.
   *
   * @return whether this is {@code "0"}
   */
  public boolean isOnce() {
    return nanos == 0;
  }

  /** By hand: this runs at the start of a JVM, where a regular expression costs milliseconds. */
  private static int digits(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits;
  }

  private static boolean isUnit(String text) {
    return text.equals("ms") || text.equals("s") || text.equals("m") || text.equals("h");
  }

  private static WaitTime number(String text, String digits, String unit) {
    long unitNanos =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    try {
      return limited(text, Math.multiplyExact(Long.parseLong(digits), unitNanos));
    } catch (NumberFormatException | ArithmeticException e) {
      throw tooLong(text, e);
    }
  }

  private static WaitTime iso(String text) {
    Duration duration;
    try {
      duration = Duration.parse(text);
    } catch (DateTimeException e) {
      // It "cannot be parsed" either when it is malformed, or when a number in it is too large:
      // that
      // one has a cause.
      if (e.getCause() != null) {
        throw tooLong(text, e);
      }
      SyntaxException refusal =
          refusal(text, "this is not an ISO-8601 duration of days or less", REMEDY);
      refusal.initCause(e);
      throw refusal;
    }
    if (duration.isNegative()) {
      throw refusal(text, "a wait time cannot be negative", REMEDY);
    }
    try {
      return limited(text, duration.toNanos());
    } catch (ArithmeticException e) {
      throw tooLong(text, e);
    }
  }

  private static WaitTime limited(String text, long nanos) {
    if (nanos == Long.MAX_VALUE) {
      throw tooLong(text, new ArithmeticException("means forever"));
    }
    return new WaitTime(nanos);
  }

  private static String unclear(String text) {
    if (text.isEmpty()) {
      return "it is empty";
    }
    if (text.startsWith("-")) {
      return "a wait time cannot be negative";
    }
    return digits(text) == text.length() ? "the unit is missing" : "this is not a wait time";
  }

  private static SyntaxException tooLong(String text, Exception cause) {
    SyntaxException refusal = refusal(text, "it is longer than 292 years", "write forever");
    refusal.initCause(cause);
    return refusal;
  }

  private static SyntaxException refusal(String text, String problem, String remedy) {
    return new SyntaxException("wait time", text, 1, problem, remedy);
  }
}
