package io.zklocked.runtime.engine;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a schedule is like: the servers' settings, who takes part, and which faults strike. Drawn
 * from the seed. Immutable.
 *
 * @param kind what it is about
 * @param tickNanos the servers' tick
 * @param timeoutTicks the session timeout, in ticks
 * @param syncLimit how many ticks a follower may be silent
 * @param faults which faults strike
 * @param planned how many of them come at moments of their own
 * @param atMessage how likely one strikes a client's connection at a message
 * @param clients how many processes of ours take part
 * @param curators how many peers as Curator's recipe
 * @param kazoos how many peers as kazoo
 * @param stocks how many of those are kazoo as it comes, which does not see ours
 * @param keys how many locks there are
 * @param calls how often each of ours calls
 * @param readsAndWrites whether some of them read and write
 */
record SimShape(
    Kind kind,
    long tickNanos,
    int timeoutTicks,
    int syncLimit,
    Set<Fault> faults,
    int planned,
    double atMessage,
    int clients,
    int curators,
    int kazoos,
    int stocks,
    int keys,
    int calls,
    boolean readsAndWrites) {

  /** Where operators leave word of what they broke. */
  static final String BREAKS = "/broken";

  /** What a schedule is about. */
  enum Kind {
    CALM,
    LINKS,
    QUORUM,
    LATE,
    TANGLED,
    DEPOSED,
    PAUSES,
    OPERATOR,
    ENDINGS,
    STORM
  }

  /** What can go wrong. */
  enum Fault {
    /** A client's connection stalls, breaks one way or both, or is reset. */
    CLIENT_LINK,
    /** The same between a follower and its leader. */
    SERVER_LINK,
    /** A follower hears late of its leader, and is cut off when it does. */
    LATE_THEN_CUT,
    /** The leader is not heard any more, but hears on for a while: the others elect another. */
    DEPOSE,
    /** The same of a leader whose ping loop is late, for as long as a leader may stay on. */
    DEPOSE_SLOWLY,
    /** A client calls while its follower hears late of the leader, and is then cut off. */
    CALL_UNDER_STALL,
    /** A client gives up a create that no follower has yet, and comes back to the leader. */
    GIVE_UP_BEFORE_COMMIT,
    /** A client is stopped; perhaps its monotonic clock with it. */
    CLIENT_STOPS,
    /** A server is stopped. */
    SERVER_STOPS,
    /** A server starts anew. */
    SERVER_RESTARTS,
    /** Somebody deletes nodes, and writes to directories. */
    OPERATOR,
    /** Somebody deletes the last in a line, whenever there is one. */
    DELETE_AGAIN_AND_AGAIN,
    /** A handle is closed although its session lives. */
    HANDLE_CLOSED,
    /** A client is killed. */
    KILL,
    /** A client shuts down in an orderly way. */
    SHUTDOWN
  }

  static final int SYNC_LIMIT = 5;

  /** Draws the shape of one schedule. */
  static SimShape draw(SimWorld world) {
    Kind kind = Kind.values()[world.pick(Kind.values().length)];
    return draw(kind, world);
  }

  static SimShape draw(Kind kind, SimWorld world) {
    Set<Fault> faults = faults(kind);
    int clients = 1 + world.pick(3);
    int peers = world.pick(3);
    int kazoos = world.pick(peers + 1);
    return new SimShape(
        kind,
        2 * SimWorld.SECOND,
        world.chance(0.7) ? 8 : 8 + world.pick(8),
        SYNC_LIMIT,
        faults,
        faults.isEmpty() ? 0 : 1 + world.pick(5),
        faults.contains(Fault.CLIENT_LINK) && world.chance(0.5) ? 0.02 : 0,
        clients + (clients + peers < 2 ? 1 : 0),
        peers - kazoos,
        kazoos,
        kazoos > 0 && world.chance(0.2) ? 1 : 0,
        1 + world.pick(2),
        1 + world.pick(6),
        world.chance(0.3));
  }

  private static Set<Fault> faults(Kind kind) {
    return switch (kind) {
      case CALM -> EnumSet.noneOf(Fault.class);
      case LINKS -> EnumSet.of(Fault.CLIENT_LINK);
      case QUORUM ->
          EnumSet.of(Fault.SERVER_LINK, Fault.LATE_THEN_CUT, Fault.SERVER_RESTARTS, Fault.DEPOSE);
      case LATE -> EnumSet.of(Fault.LATE_THEN_CUT, Fault.CALL_UNDER_STALL);
      case TANGLED -> EnumSet.of(Fault.CLIENT_LINK, Fault.SERVER_LINK, Fault.GIVE_UP_BEFORE_COMMIT);
      case DEPOSED -> EnumSet.of(Fault.DEPOSE, Fault.DEPOSE_SLOWLY, Fault.CLIENT_LINK);
      case PAUSES -> EnumSet.of(Fault.CLIENT_STOPS, Fault.SERVER_STOPS, Fault.CLIENT_LINK);
      case OPERATOR -> EnumSet.of(Fault.OPERATOR, Fault.DELETE_AGAIN_AND_AGAIN, Fault.CLIENT_LINK);
      case ENDINGS -> EnumSet.of(Fault.HANDLE_CLOSED, Fault.KILL, Fault.SHUTDOWN);
      case STORM -> EnumSet.allOf(Fault.class);
    };
  }

  SimShape withTimeoutTicks(int ticks) {
    return new SimShape(
        kind,
        tickNanos,
        ticks,
        syncLimit,
        faults,
        planned,
        atMessage,
        clients,
        curators,
        kazoos,
        stocks,
        keys,
        calls,
        readsAndWrites);
  }

  SimShape withKeys(int number) {
    return new SimShape(
        kind,
        tickNanos,
        timeoutTicks,
        syncLimit,
        faults,
        planned,
        atMessage,
        clients,
        curators,
        kazoos,
        stocks,
        number,
        calls,
        readsAndWrites);
  }

  long timeoutNanos() {
    return timeoutTicks * tickNanos;
  }

  long syncLimitNanos() {
    return syncLimit * tickNanos;
  }

  /** By how much the leader's ping loop may be late: the engine relies on no more. */
  long latestPingNanos() {
    return Math.max(0, (timeoutNanos() / 6 - tickNanos / 2) * 9 / 10);
  }

  /** How long faults strike. */
  long chaosNanos() {
    return timeoutNanos() * 5 / 2;
  }

  /** What the users of one process have decided. */
  Policy policy(SimWorld world) {
    Policy policy =
        switch (world.pick(10)) {
          case 0 -> new Policy(false, 0, false, true);
          case 1 -> new Policy(true, world.between(1, timeoutNanos() / 8), false, true);
          case 2 -> new Policy(true, 0, true, true);
          default -> Policy.DEFAULT;
        };
    return policy.askingAt(BREAKS);
  }

  /** How fast the clock of a process goes. */
  double rate(SimWorld world) {
    return kind == Kind.CALM ? 1 : 0.99 + 0.02 * world.random.nextDouble();
  }
}
