package io.zklocked.faults;

import io.zklocked.Fencing;

/**
 * One body, as its own process logged it. Immutable. Times are nanoseconds of the machine's clock.
 *
 * @param visit its name
 * @param key what it locked
 * @param token of its lock
 * @param entered when it began
 * @param since when it certainly believed for the first time; 0 if it never did
 * @param until when it certainly believed for the last time
 * @param doubt when it first ceased to believe; 0 if it never did
 */
record Stay(
    String visit, String key, Fencing token, long entered, long since, long until, long doubt) {

  Stay believing(long from, long to) {
    return new Stay(visit, key, token, entered, from, to, doubt);
  }

  Stay doubting(long at) {
    return doubt != 0 ? this : new Stay(visit, key, token, entered, since, until, at);
  }

  /** Whether there was a moment that can be proven at which it believed. */
  boolean believed() {
    return since != 0 && until - since > 0;
  }

  @Override
  public String toString() {
    return "%s on %s, token %s, entered %d, believed from %d to %d, doubted at %d"
        .formatted(visit, key, token, entered, since, until, doubt);
  }
}
