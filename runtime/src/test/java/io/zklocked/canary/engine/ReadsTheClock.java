package io.zklocked.canary.engine;

/** Breaks a rule on purpose: the engine is told the time. */
final class ReadsTheClock {

  static long now() {
    return System.nanoTime();
  }

  private ReadsTheClock() {}
}
