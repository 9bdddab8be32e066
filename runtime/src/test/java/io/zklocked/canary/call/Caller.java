package io.zklocked.canary.call;

import io.zklocked.canary.key.AsksItsCaller;

/** Half of a cycle, in the direction that is allowed. */
public final class Caller {

  /** The answer of the other half. */
  public static int answer() {
    return AsksItsCaller.answer() + 1;
  }

  private Caller() {}
}
