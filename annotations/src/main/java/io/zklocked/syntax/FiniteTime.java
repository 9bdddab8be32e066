package io.zklocked.syntax;

/** A time that ends, as an annotation writes it. Without state. */
public final class FiniteTime {

  private FiniteTime() {}

  /**
   * Parses the time.
   *
   * @param attribute what it is for, for messages
   * @param text a number with a unit ({@code "100ms"}), an ISO-8601 duration, or {@code "0"}
   * @return nanoseconds; 0 for none
   * @throws SyntaxException if it is malformed, negative, or has no end
   */
  public static long nanos(String attribute, String text) {
    try {
      WaitTime time = WaitTime.parse(text);
      if (!time.isForever()) {
        return time.nanos();
      }
    } catch (SyntaxException e) {
      SyntaxException refusal = refusal(attribute, text);
      refusal.initCause(e);
      throw refusal;
    }
    throw refusal(attribute, text);
  }

  private static SyntaxException refusal(String attribute, String text) {
    return new SyntaxException(
        attribute,
        text,
        1,
        "this is not a time that ends",
        "write a number with ms, s, m or h (100ms), an ISO-8601 duration (PT0.1S), or 0");
  }
}
