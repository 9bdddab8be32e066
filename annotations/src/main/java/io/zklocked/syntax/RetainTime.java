package io.zklocked.syntax;

/** How long a lock is kept between calls, as an annotation writes it. Without state. */
public final class RetainTime {

  private RetainTime() {}

  /**
   * Parses the time.
   *
   * @param text a number with a unit ({@code "100ms"}), an ISO-8601 duration, or {@code "0"}
   * @return nanoseconds; 0 for not at all
   * @throws SyntaxException if it is malformed, negative, or has no end
   */
  public static long nanos(String text) {
    try {
      WaitTime time = WaitTime.parse(text);
      if (!time.isForever()) {
        return time.nanos();
      }
    } catch (SyntaxException e) {
      SyntaxException refusal = refusal(text);
      refusal.initCause(e);
      throw refusal;
    }
    throw refusal(text);
  }

  private static SyntaxException refusal(String text) {
    return new SyntaxException(
        "retain",
        text,
        1,
        "this is not a time for which a lock can be kept",
        "write a number with ms, s, m or h (100ms), an ISO-8601 duration (PT0.1S), or 0");
  }
}
