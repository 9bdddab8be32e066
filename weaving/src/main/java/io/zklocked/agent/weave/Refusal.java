package io.zklocked.agent.weave;

import io.zklocked.rules.Fault;

/**
 * Why a method cannot be locked: what its calls throw from now on. Immutable.
 *
 * @param kind which exception
 * @param message what is wrong and what to do
 */
public record Refusal(Kind kind, String message) {

  /** What calls of a refused method throw. */
  public enum Kind {
    /** A {@link io.zklocked.LockKeyException}: the template is wrong for the method. */
    KEY,
    /** An {@link IllegalArgumentException}: the method or another attribute is wrong. */
    METHOD,
    /** An {@link IllegalStateException}: weaving failed. */
    WEAVING
  }

  static Refusal of(Fault fault) {
    Kind kind = fault.subject().isReadOfCalls() ? Kind.KEY : Kind.METHOD;
    return new Refusal(kind, fault.sentence());
  }

  /** The same, with what declares the locks where that is no annotation. */
  Refusal with(String origins) {
    return origins.isEmpty() ? this : new Refusal(kind, message + " (" + origins + ")");
  }

  static Refusal method(String message) {
    return new Refusal(Kind.METHOD, message);
  }
}
