package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Faults that strike together, as chance alone would hardly have them do. Each is one of those that
 * a rule of the protocol is there for. Confined to one thread.
 */
final class SimScenarios {

  private final SimServers servers;
  private final SimWorld world;
  private final SimShape shape;
  private final List<SimMember> members;

  /** How long the bodies take together that were called for. */
  private long bodies;

  SimScenarios(SimServers servers, List<SimMember> members) {
    this.servers = servers;
    this.world = servers.world;
    this.shape = servers.shape;
    this.members = members;
  }

  long bodiesNanos() {
    return bodies;
  }

  private void later(long nanos, Runnable fault) {
    world.after(
        nanos,
        () -> {
          if (world.isRough) {
            fault.run();
          }
        });
  }

  private List<SimClient> at(SimServer server, boolean isThere) {
    List<SimClient> found = new ArrayList<>();
    for (SimMember member : members) {
      SimSession session = member.session();
      if (member instanceof SimClient client
          && session != null
          && session.isAt(server) == isThere) {
        found.add(client);
      }
    }
    return found;
  }

  /** As long as a follower may wait for its leader, less a little. */
  private long nearlySyncLimit() {
    return shape.syncLimitNanos() - shape.tickNanos() * 6 / 10;
  }

  /**
   * A leader whose ping loop is late does not reach the others, who elect another; what they said
   * before arrives late, but that they have left does not arrive. So it stays in office for as long
   * as a leader may, and goes on answering whoever is connected to it: why beats are transactions.
   */
  void deposeSlowly() {
    SimTerm term = servers.term();
    SimMember member = members.get(world.pick(members.size()));
    if (term == null || !(member instanceof SimClient victim)) {
      return;
    }
    goTo(term.self, victim);
    calls(victim);
    later(world.between(1, 3) * SimWorld.SECOND, () -> deposeSlowly(term));
    for (SimClient client : at(term.self, false)) {
      later(world.between(0, shape.timeoutNanos() / 2), () -> calls(client));
    }
  }

  private void deposeSlowly(SimTerm term) {
    term.isSlow = true;
    long away = 2 * shape.timeoutNanos();
    for (SimClient client : at(term.self, true)) {
      SimSession session = client.session();
      if (session != null) {
        session.isolate(away); // stays with the deposed leader
      }
    }
    for (SimLearner learner : term.learners) {
      learner.down.cut();
      learner.up.stall(nearlySyncLimit());
      later(nearlySyncLimit() + 1_000_000L, learner.up::cut);
      servers.separate(learner.follower, term.self, away);
    }
  }

  /** Loses its connection, and comes back at this server. */
  private static void goTo(SimServer server, SimClient client) {
    SimSession session = client.session();
    SimConnection connection = session == null ? null : session.connection();
    if (session != null && connection != null && !session.isAt(server)) {
      session.turnTo(server);
      connection.reset();
    }
  }

  /**
   * A follower hears late of its leader; shortly before it does, its idle clients call; then what
   * it answers is lost. The leader has taken the creates, which are no sign of life, and no sign of
   * life since before: why a session is confirmed by beats, and not by its first create.
   */
  void callUnderStall() {
    SimLearner learner = quietest();
    if (learner == null) {
      return;
    }
    long late = Math.min(shape.timeoutNanos() * 6 / 10, nearlySyncLimit());
    learner.down.stall(late);
    for (SimClient client : at(learner.follower, true)) {
      later(world.between(late * 7 / 10, late * 19 / 20), () -> calls(client));
    }
    for (SimClient client : at(learner.follower, false)) {
      later(world.between(late, late + shape.timeoutNanos() / 3), () -> calls(client));
    }
    later(late - world.between(0, late / 25), learner.up::cut);
  }

  private void calls(SimClient client) {
    SimCall call = SimCall.drawLong(world, shape);
    bodies += call.bodyNanos();
    client.deliver(() -> client.call(call));
  }

  /** The follower most of whose clients neither wait nor hold. */
  private @Nullable SimLearner quietest() {
    SimTerm term = servers.term();
    SimLearner found = null;
    long most = -1;
    for (SimLearner learner : term == null ? List.<SimLearner>of() : term.learners) {
      long quiet = at(learner.follower, true).stream().filter(SimClient::isQuiet).count();
      if (quiet > most) {
        found = learner;
        most = quiet;
      }
    }
    return found;
  }

  /**
   * A leader reaches its followers late; meanwhile a client calls, loses its connection, gives up,
   * and comes back to the leader itself, which has taken the create, but does not show it before a
   * follower has it too: why a listing that decides stands behind a sync.
   */
  void giveUpBeforeCommit() {
    SimTerm term = servers.term();
    SimMember member = members.get(world.pick(members.size()));
    if (term == null || !(member instanceof SimClient client)) {
      return;
    }
    long late = world.between(shape.tickNanos(), nearlySyncLimit());
    for (SimLearner learner : term.learners) {
      learner.down.stall(late);
    }
    long called = world.between(1_000_000L, late / 4);
    SimCall call = SimCall.draw(world, shape).within(world.between(1_000_000L, late / 2));
    later(called, () -> client.deliver(() -> client.call(call)));
    later(
        called + world.between(10_000_000L, 50_000_000L),
        () -> {
          SimSession session = client.session();
          SimConnection connection = session == null ? null : session.connection();
          if (session != null && connection != null) {
            session.turnTo(term.self);
            connection.reset();
          }
        });
  }

  /** Somebody deletes whoever stands last behind another, until it does not try any more. */
  void deleteAgainAndAgain() {
    for (SimMember member : members) {
      if (member instanceof SimClient client) {
        later(world.between(0, SimWorld.SECOND), () -> calls(client));
      }
    }
    for (int i = 1; i <= 6; i++) {
      later(i * shape.timeoutNanos() * 36 / 100, () -> servers.faults.deleteLast("/zklocked/k0"));
    }
  }
}
