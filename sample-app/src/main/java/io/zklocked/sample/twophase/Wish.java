package io.zklocked.sample.twophase;

/**
 * What a client of the register wants of the coordinator in office. Immutable.
 *
 * @param term the token of the coordinator that is meant; nobody else takes it up
 * @param value to be written; empty if the register is to be closed
 */
record Wish(long term, String value) {

  /** Reads {@code write TERM VALUE} or {@code close TERM}, with the token in hexadecimal. */
  static Wish parse(String order) {
    String[] words = order.split(" ", 3);
    boolean isWriting = words[0].equals("write") && words.length == 3;
    if (!isWriting && !(words[0].equals("close") && words.length == 2)) {
      throw new IllegalArgumentException("not an order of the register: " + order);
    }
    return new Wish(Long.parseLong(words[1], 16), isWriting ? words[2] : "");
  }

  boolean isClosing() {
    return value.isEmpty();
  }
}
