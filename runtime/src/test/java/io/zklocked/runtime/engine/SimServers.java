package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Three servers, who elect a leader among them, and the truth: what was committed, in its order.
 * Confined to one thread.
 */
final class SimServers {

  final SimWorld world;
  final SimShape shape;
  final SimFaults faults;
  final SimTree truth = new SimTree(change -> {});
  final List<SimServer> all = new ArrayList<>();
  private final List<SimTxn> committed = new ArrayList<>();
  private final long[] unreachableUntil = new long[9];
  private int epoch;

  SimServers(SimWorld world, SimShape shape) {
    this.world = world;
    this.shape = shape;
    this.faults = new SimFaults(this);
    truth.create("/zklocked", new byte[0], null);
    for (int i = 0; i < 3; i++) {
      all.add(new SimServer(this, "server" + i, shape.rate(world)));
    }
    SimServer first = all.get(0);
    first.lead(++epoch);
    SimTerm term = first.term();
    if (term != null) {
      all.get(1).follow(term);
      all.get(2).follow(term);
    }
  }

  /** Who was elected last, if it is still in office. */
  @Nullable SimTerm term() {
    SimTerm latest = null;
    for (SimServer server : all) {
      SimTerm term = server.term();
      if (term != null && (latest == null || term.epoch > latest.epoch)) {
        latest = term;
      }
    }
    return latest;
  }

  /** A leader has committed its log up to a position. */
  void committed(List<SimTxn> log, int position) {
    for (int i = committed.size(); i < position; i++) {
      SimTxn txn = log.get(i);
      committed.add(txn);
      txn.changes().forEach(truth::apply);
      truth.at(txn.zxid());
      if (txn.opens() != null) {
        txn.opens().isAlive = true;
      }
      if (txn.closes() != null) {
        txn.closes().isAlive = false;
        if (world.traces) {
          world.note(txn.closes().id() + " is over on the servers");
        }
      }
    }
    if (committed.get(position - 1).zxid() != log.get(position - 1).zxid()) {
      throw world.violation("simulator", "two leaders have committed different transactions");
    }
  }

  // --- Elections ---

  void lookAgain(SimServer server) {
    server.after(world.between(50_000_000L, SimWorld.SECOND), () -> look(server));
  }

  private void look(SimServer server) {
    if (server.isServing()) {
      return;
    }
    SimTerm term = term();
    if (term != null && !term.self.isStopped() && reaches(server, term.self) && holds(term)) {
      server.follow(term);
      return;
    }
    for (SimServer other : all) {
      if (other != server && !other.isServing() && !other.isStopped() && reaches(server, other)) {
        elect(server, other);
        return;
      }
    }
    lookAgain(server);
  }

  /** Whether somebody follows it. */
  private static boolean holds(SimTerm term) {
    for (SimLearner learner : term.learners) {
      if (learner.isOpenAtFollower) {
        return true;
      }
    }
    return false;
  }

  private void elect(SimServer a, SimServer b) {
    SimServer leader = isAhead(b, a) ? b : a;
    SimServer follower = leader == a ? b : a;
    if (!leader.log.isEmpty()) {
      committed(leader.log, leader.log.size());
    }
    leader.lead(++epoch);
    SimTerm term = leader.term();
    if (term != null) {
      follower.follow(term);
    }
  }

  private static boolean isAhead(SimServer a, SimServer b) {
    return a.epoch != b.epoch ? a.epoch > b.epoch : last(a) > last(b);
  }

  private static long last(SimServer server) {
    return server.log.isEmpty() ? 0 : server.log.get(server.log.size() - 1).zxid();
  }

  // --- The network between them ---

  private boolean reaches(SimServer a, SimServer b) {
    return world.now() >= unreachableUntil[all.indexOf(a) * 3 + all.indexOf(b)];
  }

  void separate(SimServer a, SimServer b, long nanos) {
    unreachableUntil[all.indexOf(a) * 3 + all.indexOf(b)] = world.now() + nanos;
    unreachableUntil[all.indexOf(b) * 3 + all.indexOf(a)] = world.now() + nanos;
  }

  /** Makes every server reachable again. */
  void mend() {
    java.util.Arrays.fill(unreachableUntil, 0);
  }
}
