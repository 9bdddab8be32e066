package io.zklocked.canary.key;

import io.zklocked.canary.call.Caller;

/** Breaks a rule on purpose: keys know nothing of calls, and the two are a cycle. */
public final class AsksItsCaller {

  /** The answer of the other half. */
  public static int answer() {
    return Caller.answer() + 1;
  }

  private AsksItsCaller() {}
}
