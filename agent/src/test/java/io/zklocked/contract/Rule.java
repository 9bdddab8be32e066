package io.zklocked.contract;

import java.util.EnumMap;
import java.util.Map;

/**
 * A rule of the contract. Immutable.
 *
 * @param sentence what holds, in words
 * @param notFor the ways to which it does not apply, each with the reason
 * @param check fails if the rule does not hold
 */
record Rule(String sentence, Map<Way, String> notFor, Check check) {

  /** Fails if a rule does not hold. */
  @FunctionalInterface
  interface Check {
    void on(Stage stage) throws Exception;
  }

  static Rule rule(String sentence, Check check) {
    return new Rule(sentence, Map.of(), check);
  }

  Rule notFor(Way way, String reason) {
    Map<Way, String> more = new EnumMap<>(Way.class);
    more.putAll(notFor);
    more.put(way, reason);
    return new Rule(sentence, more, check);
  }

  /** A rule about annotated methods. */
  Rule annotated(String reason) {
    return notFor(Way.BY_HAND, reason);
  }

  /** A rule that needs a server. */
  Rule onServer(String reason) {
    return notFor(Way.MEMORY, reason);
  }
}
