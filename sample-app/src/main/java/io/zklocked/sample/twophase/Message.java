package io.zklocked.sample.twophase;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a node says. Immutable.
 *
 * @param token of the coordinator that says it, or that is answered
 * @param word the number of the last round, the proposed value, a vote, or an outcome
 */
record Message(long token, String word) {

  static Message read(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("not a message of the register: " + text);
    }
    return new Message(Long.parseLong(text.substring(0, space), 16), text.substring(space + 1));
  }

  byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  Outcome outcome() {
    return Outcome.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Message of(long token, Outcome outcome) {
    return new Message(token, outcome.word());
  }

  /** The token in hexadecimal, and the word. */
  @Override
  public String toString() {
    return Long.toHexString(token) + " " + word;
  }
}
