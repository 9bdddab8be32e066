package io.zklocked.gates.canary;

/** Breaks a rule on purpose: a banned word in the middle of its name. */
final class LockManagerFactory {

  private LockManagerFactory() {}
}
