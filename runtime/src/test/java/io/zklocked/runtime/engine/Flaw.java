package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.SimShape.Kind;

/**
 * What can be wrong, and must be found by the simulation. Most flaws lie in the ports of a sound
 * engine; the last ones in a caller or in a client of its own, where no port can be so wrong.
 */
enum Flaw {
  /** Nothing. */
  NONE(Kind.STORM, ""),

  /** Port: the engine never hears that a connection is lost or a session has ended. */
  DEAF(Kind.LINKS, "L1 L2 I3 I1"),

  /** Port: a delete of which nobody knows whether it was done counts as done. */
  FORGETS_DELETES(Kind.LINKS, "I3 L1"),

  /** Port: a create of which nobody knows whether it was done counts as not done. */
  FORGETS_CREATES(Kind.LINKS, "I3 L1"),

  /** Port: a listing leaves out who stands first. */
  SHORT_LISTINGS(Kind.CALM, "I2 I1"),

  /** Port: nobody is told of changes, and the timer does not ring. */
  ASLEEP(Kind.CALM, "L1"),

  /**
   * Port: syncs are answered by reads, and what a listing behind one does not show is not looked
   * for any more: so an unsynced recovery listing decides.
   */
  UNSYNCED_RECOVERY(Kind.TANGLED, "I3"),

  /** Port: beats are answered by reads. */
  BEATS_BY_READS(Kind.QUORUM, "I1"),

  /** Port: of three beats one is sent, so that it is the last one answered that is confirmed. */
  ONE_BEAT(Kind.LATE, "I1"),

  /** Port: of two beats one is sent, so that it is the last but one that is confirmed. */
  TWO_BEATS(Kind.LATE, "I1"),

  /** Policy: beats are syncs, at a session timeout for which that is not allowed. */
  SYNC_BEATS(Kind.DEPOSED, "I1"),

  /**
   * Port: no beats while nobody waits or holds; who comes then meets what looks like a new session,
   * so old that its first deadline lies T/3 ahead.
   */
  CREATE_PLUS_THIRD(Kind.LATE, "I1"),

  /**
   * Port: the clocks are read when something happens, so that a pause is not seen at a hand-off.
   */
  STALE_CLOCK(Kind.PAUSES, "I1 I2 I4"),

  /** Port: what a new connection shows and this handle has not created is deleted. */
  REAPS_UNKNOWN(Kind.LINKS, "I7"),

  /** Port: who wants the mutex of a semaphore sees nobody before it. */
  NO_MUTEX(Kind.CALM, "L1"),

  /** Port: the permits that are shown are one's own, and of the others those of the time before. */
  STALE_PERMITS(Kind.CALM, "I1 I2"),

  /**
   * Port: several creates in one of which nobody knows whether they were done count as not done.
   */
  FORGETS_MULTIS(Kind.LINKS, "I3 L1"),

  /** Caller: closes when it is told that its lock is lost, while its body runs on. */
  CLOSES_WHEN_LOST(Kind.LINKS, "I4"),

  /** Caller: acquires one of several locks after the other, in an order of its own. */
  OWN_ORDER(Kind.CALM, "L1"),

  /** A client of its own: goes on with a listing in another session than its create's. */
  NO_SESSION_CHECK(Kind.STORM, "I1"),

  /** A client of its own: creates two contenders at once, and waits for both. */
  WAITS_ON_MULTI(Kind.CALM, "L1");

  /** What the schedules are about in which it shows. */
  final Kind kind;

  private final String rules;

  Flaw(Kind kind, String rules) {
    this.kind = kind;
    this.rules = rules;
  }

  /** Whether it is by breaking this rule that it is found. */
  boolean breaks(String rule) {
    return (rules + " ").contains(rule + " ");
  }

  SimShape shape(SimShape shape) {
    return switch (this) {
      case SYNC_BEATS -> shape.withTimeoutTicks(15);
      case CREATE_PLUS_THIRD -> shape.withTimeoutTicks(8);
      case WAITS_ON_MULTI, REAPS_UNKNOWN -> shape.withKeys(2);
      default -> shape;
    };
  }

  /** What callers want, so that it shows. */
  SimWork.Wish wish() {
    return switch (this) {
      case NO_MUTEX, STALE_PERMITS -> SimWork.Wish.PERMITS;
      case FORGETS_MULTIS, OWN_ORDER, WAITS_ON_MULTI -> SimWork.Wish.SEVERAL;
      default -> SimWork.Wish.NOTHING;
    };
  }

  Policy policy(Policy policy) {
    return this == SYNC_BEATS
        ? new Policy(
            policy.handOff(),
            policy.retainNanos(),
            policy.verifiedRelease(),
            false,
            policy.breaks())
        : policy;
  }

  Time time(Time time) {
    return switch (this) {
      case ASLEEP -> new FlawedTime(time, false, true);
      case STALE_CLOCK -> new FlawedTime(time, true, false);
      default -> time;
    };
  }

  /** Whether an answer to a beat may not mean what it says. */
  boolean fakesBeats() {
    return this == BEATS_BY_READS
        || this == ONE_BEAT
        || this == TWO_BEATS
        || this == CREATE_PLUS_THIRD
        || this == STALE_CLOCK;
  }

  /** Whether it lies between the engine and its ensemble. */
  boolean isInPort() {
    return this != NONE && compareTo(CLOSES_WHEN_LOST) < 0;
  }
}
