package io.zklocked.sample.demo.page;

/**
 * One judgement, in words. Immutable.
 *
 * @param passed whether it is as it should be
 * @param text what was found
 */
public record Check(boolean passed, String text) {

  /** What both the screen and the page put in front. */
  public String mark() {
    return passed ? "ok" : "FAILED";
  }

  /** The judgement as a line. */
  @Override
  public String toString() {
    return "  %-6s  %s".formatted(mark(), text);
  }
}
