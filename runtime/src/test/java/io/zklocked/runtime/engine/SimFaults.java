package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.SimShape.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What goes wrong, and when. Confined to one thread. */
final class SimFaults {

  private final SimServers servers;
  private final SimWorld world;
  private final SimShape shape;
  private final List<SimMember> members = new ArrayList<>();
  private final SimScenarios scenarios;

  /** The nodes that an operator has deleted, by {@link SimBody#id}. */
  final Set<String> meddled = new HashSet<>();

  SimFaults(SimServers servers) {
    this.servers = servers;
    this.world = servers.world;
    this.shape = servers.shape;
    this.scenarios = new SimScenarios(servers, members);
  }

  /** How long the bodies take together that were called for to meet a fault. */
  long bodiesNanos() {
    return scenarios.bodiesNanos();
  }

  void plan(List<? extends SimMember> all) {
    members.addAll(all);
    List<Fault> kinds = List.copyOf(shape.faults());
    for (int i = 0; i < shape.planned(); i++) {
      Fault fault = kinds.get(world.pick(kinds.size()));
      world.after(
          world.between(SimWorld.SECOND, shape.chaosNanos()),
          () -> {
            if (world.isRough) {
              strike(fault);
            }
          });
    }
  }

  /** No fault strikes any more, and every connection can be made. */
  void stop() {
    world.isRough = false;
    servers.mend();
    for (SimMember member : members) {
      SimSession session = member.session();
      if (session != null) {
        session.mend();
      }
    }
  }

  private void strike(Fault fault) {
    SimMember member = members.get(world.pick(members.size()));
    SimSession session = member.session();
    SimServer server = servers.all.get(world.pick(servers.all.size()));
    SimLearner learner = someLearner();
    if (world.traces) {
      world.note("fault " + fault + " (" + member.name + ", " + server.name + ")");
    }
    switch (fault) {
      case CLIENT_LINK -> {
        if (session != null) {
          hit(session);
        }
      }
      case SERVER_LINK -> {
        if (learner != null) {
          hit(learner);
        }
      }
      case LATE_THEN_CUT -> {
        if (learner != null) {
          lateThenCut(learner);
        }
      }
      case DEPOSE -> depose();
      case DEPOSE_SLOWLY -> scenarios.deposeSlowly();
      case CALL_UNDER_STALL -> scenarios.callUnderStall();
      case GIVE_UP_BEFORE_COMMIT -> scenarios.giveUpBeforeCommit();
      case DELETE_AGAIN_AND_AGAIN -> scenarios.deleteAgainAndAgain();
      case CLIENT_STOPS -> member.stop(duration(1.4), world.chance(0.3));
      case SERVER_STOPS -> server.stop(pauseOf(server), false);
      case SERVER_RESTARTS -> server.deliver(server::lookOut);
      case OPERATOR -> meddle();
      case HANDLE_CLOSED -> {
        if (session != null) {
          member.deliver(world.chance(0.7) ? session::close : session::closeWhenBack);
        }
      }
      case KILL -> {
        if (world.chance(0.5)) {
          kill(member);
        }
      }
      case SHUTDOWN -> {
        if (member instanceof SimClient client) {
          client.deliver(client::shutDown);
        }
      }
      default -> throw new AssertionError(fault);
    }
  }

  private static void kill(SimMember member) {
    SimSession session = member.session();
    if (session != null && session.connection() != null) {
      session.connection().reset();
    }
    member.die();
  }

  /** How long something lasts: short or long, in parts of the session timeout. */
  private long duration(double most) {
    double share = world.chance(0.3) ? 0.1 : most;
    return world.between(1_000_000L, (long) (share * shape.timeoutNanos()));
  }

  /** A leader is stopped for no longer than its ping loop may be late. */
  private long pauseOf(SimServer server) {
    return server.term() == null
        ? duration(0.6)
        : world.between(1_000_000L, shape.latestPingNanos());
  }

  private @Nullable SimLearner someLearner() {
    SimTerm term = servers.term();
    return term == null || term.learners.isEmpty()
        ? null
        : term.learners.get(world.pick(term.learners.size()));
  }

  // --- Connections ---

  /** One message of a client is about to be sent. */
  void atMessage(SimSession session) {
    if (shape.atMessage() > 0 && world.strikes(shape.atMessage())) {
      hit(session);
    }
  }

  private void hit(SimSession session) {
    SimConnection connection = session.connection();
    if (connection == null) {
      return;
    }
    int how = world.pick(8);
    if (how < 4) {
      stall(connection.up, connection.down);
      return;
    }
    if (how == 4) {
      connection.reset();
    } else {
      cut(connection.up, connection.down);
    }
    if (world.chance(0.3)) {
      session.isolate(duration(2));
    }
  }

  private void hit(SimLearner learner) {
    int how = world.pick(8);
    if (how < 5) {
      stall(learner.up, learner.down);
      return;
    }
    if (how == 5) {
      learner.reset();
    } else {
      cut(learner.up, learner.down);
    }
    if (world.chance(0.5)) {
      servers.separate(learner.follower, learner.term.self, duration(1.5));
    }
  }

  private void stall(SimChannel up, SimChannel down) {
    int which = world.pick(3);
    if (which != 0) {
      up.stall(duration(0.6));
    }
    if (which != 1) {
      down.stall(duration(0.6));
    }
  }

  private void cut(SimChannel up, SimChannel down) {
    int which = world.pick(3);
    if (which != 0) {
      up.cut();
    }
    if (which != 1) {
      down.cut();
    }
  }

  /** What the leader says comes late; when it has come, the follower's answers are lost. */
  private void lateThenCut(SimLearner learner) {
    long late = duration(0.6);
    learner.down.stall(late);
    world.after(
        late - world.between(0, late / 20),
        () -> {
          if (world.isRough) {
            learner.up.cut();
          }
        });
  }

  /** Nobody hears the leader any more; what it hears comes late, so that it stays on. */
  private void depose() {
    SimTerm term = servers.term();
    if (term == null) {
      return;
    }
    long away = duration(2);
    for (SimMember member : members) {
      SimSession session = member.session();
      if (session != null && session.isAt(term.self) && world.chance(0.5)) {
        session.isolate(away); // stays with the deposed leader
      }
    }
    for (SimLearner learner : term.learners) {
      learner.down.cut();
      if (world.chance(0.7)) {
        learner.up.stall(duration(0.6));
      } else if (world.chance(0.5)) {
        learner.up.cut();
      }
      servers.separate(learner.follower, term.self, away);
    }
  }

  /** By how much the leader's next round of pings is late. */
  long pingsLate(boolean isSlow) {
    double often = isSlow ? 0.7 : shape.faults().contains(Fault.SERVER_STOPS) ? 0.05 : 0;
    return often > 0 && world.strikes(often) ? world.between(0, shape.latestPingNanos()) : 0;
  }

  /**
   * A write whose client has lost its connection may still arrive. Only ours are ready for that: a
   * peer would leave a ghost.
   */
  void mayLinger(SimConnection connection, SimRequest request) {
    if (connection.session.member() instanceof SimClient client
        && client.isReadyToFind()
        && !request.isRead()
        && !request.isSync()
        && world.strikes(0.3)) {
      world.after(
          world.between(0, shape.timeoutNanos() * 9 / 10),
          () -> {
            SimTerm term = servers.term();
            if (term != null) {
              term.self.deliver(() -> term.linger(connection, request));
            }
          });
    }
  }

  // --- People ---

  private void delete(SimTerm term, String path) {
    term.meddle(
        SimRequest.write(
            tree -> {
              SimTree.Znode node = tree.get(path);
              if (node != null) {
                meddled.add(SimBody.id(path.substring(0, path.lastIndexOf('/')), node.czxid));
                tree.delete(path);
                if (node.czxid % 2 == 0) {
                  leaveWord(tree, path, node.czxid);
                }
              }
              return () -> {};
            },
            code -> {}));
  }

  private static void leaveWord(SimTree tree, String path, long czxid) {
    tree.create(SimShape.BREAKS, new byte[0], null);
    BreakRecord word =
        new BreakRecord("it hangs", "root", "ops-1", Instant.EPOCH, path, path, "somebody");
    tree.create(BreakRecord.path(SimShape.BREAKS, path, czxid), word.encode(), null);
  }

  /** An operator deletes the last in a line, if it is not the first. */
  void deleteLast(String directory) {
    SimTerm term = servers.term();
    SimTree.Znode parent = servers.truth.get(directory);
    ContenderName last = null;
    for (String child : parent == null ? Set.<String>of() : parent.children) {
      ContenderName contender = ContenderName.parse(child);
      if (contender != null && (last == null || contender.sequence() > last.sequence())) {
        last = contender;
      }
    }
    if (term != null && last != null && parent != null && parent.children.size() > 1) {
      delete(term, directory + "/" + last.name());
    }
  }

  private void meddle() {
    SimTerm term = servers.term();
    List<String> paths = servers.truth.paths();
    if (term == null || paths.isEmpty()) {
      return;
    }
    String path = paths.get(world.pick(paths.size()));
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (ContenderName.parse(name) != null) {
      delete(term, path);
    } else if (path.startsWith("/zklocked/") && world.chance(0.5)) {
      byte[] data = {1};
      term.meddle(
          SimRequest.write(
              tree -> {
                tree.write(path, data);
                return () -> {};
              },
              code -> {}));
    }
    if (world.traces) {
      world.note("operator touches " + path);
    }
  }
}
