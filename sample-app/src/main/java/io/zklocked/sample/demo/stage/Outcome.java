package io.zklocked.sample.demo.stage;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Page;
import java.util.List;

/**
 * What a play came to. Immutable, but for the page.
 *
 * @param checks the verdict, computed from what happened
 * @param inShort the figures for its row in the table of all programs
 * @param page to be written; the verdict belongs onto it as well
 */
public record Outcome(List<Check> checks, String inShort, Page page) {

  /** Copies the list; a verdict without a check would prove nothing. */
  public Outcome {
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("a verdict without a check");
    }
  }

  /** Whether every check passed. */
  public boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }
}
