package io.zklocked.gates.canary;

/** Breaks a rule on purpose: nothing static can change. */
final class KeepsStaticState {

  private static long count;

  static long next() {
    return ++count;
  }

  private KeepsStaticState() {}
}
