package io.zklocked.gates.canary;

/** Breaks a rule on purpose: its name says no role. */
final class PathUtil {

  private PathUtil() {}
}
