package io.zklocked.canary.extra;

/** Breaks a rule on purpose: its package has no arrows. */
final class Homeless {

  private Homeless() {}
}
