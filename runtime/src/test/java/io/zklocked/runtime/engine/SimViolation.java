package io.zklocked.runtime.engine;

/** A rule that a schedule broke. */
final class SimViolation extends AssertionError {

  private static final long serialVersionUID = 1L;

  final long seed;
  final String rule;
  final String what;

  SimViolation(long seed, String rule, String what, String trace) {
    super(
        rule
            + ": "
            + what
            + "\nat seed "
            + seed
            + ", run it again with -Dzklocked.sim.seed="
            + seed
            + (trace.isEmpty() ? "" : "\n" + trace));
    this.seed = seed;
    this.rule = rule;
    this.what = what;
  }
}
