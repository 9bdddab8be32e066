package io.zklocked.sample.twophase;

/**
 * What a client of the register wants. Immutable.
 *
 * @param value to be written; empty if the register is to be closed
 */
record Wish(String value) {

  static final Wish CLOSE = new Wish("");

  boolean isClosing() {
    return value.isEmpty();
  }
}
