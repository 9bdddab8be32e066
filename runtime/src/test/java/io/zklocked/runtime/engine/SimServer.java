package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One server: leads, follows, or looks for a leader. Confined to one thread.
 *
 * <p>A sign of life of a client goes into the touch table of its server; the leader learns of it
 * with the answer to its next ping. What a follower forwards does not touch the session there.
 */
final class SimServer extends SimProcess {

  final SimServers servers;
  final SimTree tree;
  final Set<SimSession> sessions = new LinkedHashSet<>();
  final List<SimConnection> connections = new ArrayList<>();
  List<SimTxn> log = new ArrayList<>();

  /** The last epoch that it has taken part in: who knows of a later one wins an election. */
  int epoch;

  private int applied;
  private List<SimSession> touches = new ArrayList<>();
  private @Nullable SimTerm term;
  private @Nullable SimLearner learner;

  SimServer(SimServers servers, String name, double rate) {
    super(servers.world, name, rate);
    this.servers = servers;
    this.tree = servers.truth.copy(change -> {});
  }

  @Nullable SimTerm term() {
    return term;
  }

  @Nullable SimLearner learner() {
    return learner;
  }

  boolean isServing() {
    return term != null || learner != null;
  }

  // --- Roles ---

  void lead(int next) {
    epoch = next;
    applyUpTo(log.size());
    term = new SimTerm(this, next);
    touches.clear();
    if (world.traces) {
      world.note(name + " leads epoch " + next);
    }
  }

  void follow(SimTerm leader) {
    epoch = leader.epoch;
    log = new ArrayList<>(leader.self.log);
    applyUpTo(leader.committed());
    touches.clear();
    SimLearner joining = new SimLearner(leader, this);
    learner = joining;
    leader.joined(joining);
    if (world.traces) {
      world.note(name + " follows " + leader.self.name);
    }
  }

  /** Gives up its role and its clients, and looks for a leader. */
  void lookOut() {
    if (!isServing()) {
      return;
    }
    if (world.traces) {
      world.note(name + " looks for a leader");
    }
    SimTerm led = term;
    SimLearner followed = learner;
    term = null;
    learner = null;
    if (led != null) {
      led.stepDown();
    }
    if (followed != null) {
      followed.leave();
    }
    List.copyOf(connections).forEach(SimConnection::closeAtServer);
    servers.lookAgain(this);
  }

  // --- Transactions ---

  void applyUpTo(int position) {
    while (applied < position) {
      apply(log.get(applied++));
    }
  }

  private void apply(SimTxn txn) {
    List<SimTree.Change> changes = txn.changes();
    for (int i = 0; i < changes.size(); i++) {
      tree.apply(changes.get(i));
      for (int j = 0; j < connections.size(); j++) {
        connections.get(j).changed(changes.get(i));
      }
    }
    tree.at(txn.zxid());
    SimSession closes = txn.closes();
    if (txn.opens() != null) {
      sessions.add(txn.opens());
    }
    SimConnection connection = txn.connection();
    if (connection != null && connection.server == this && txn.request() != null) {
      connection.done(txn.request(), txn.reply());
    }
    if (closes != null && sessions.remove(closes)) {
      for (SimConnection open : List.copyOf(connections)) {
        if (open.session == closes) {
          open.closeAtServer();
        }
      }
    }
  }

  // --- Clients ---

  void touch(SimSession session) {
    if (term != null) {
      term.touch(session);
    } else if (!touches.contains(session)) {
      touches.add(session);
    }
  }

  List<SimSession> takeTouches() {
    if (touches.isEmpty()) {
      return List.of();
    }
    List<SimSession> taken = touches;
    touches = new ArrayList<>();
    return taken;
  }

  /** Hands a write or a sync to the leader. */
  void forward(SimConnection connection, SimRequest request) {
    SimLearner tie = learner;
    if (term != null) {
      term.request(null, connection, request);
    } else if (tie != null) {
      tie.up.send(() -> tie.term.requested(tie, connection, request));
    }
  }

  /** Asks the leader whether a session that comes from another server still lives. */
  void revalidate(SimConnection connection) {
    SimLearner tie = learner;
    if (term != null) {
      connection.validated(term.revalidate(connection.session, this));
    } else if (tie != null) {
      tie.up.send(() -> tie.term.revalidated(tie, connection));
    }
  }
}
