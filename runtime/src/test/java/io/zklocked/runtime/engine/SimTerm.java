package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One leader's time in office. It goes on answering syncs and taking signs of life after the others
 * have left it, until it notices that it has no quorum; but it commits nothing. Confined to one
 * thread.
 */
final class SimTerm {

  private record Sync(int position, Runnable answer) {}

  final SimServers servers;
  final SimServer self;
  final int epoch;
  final List<SimLearner> learners = new ArrayList<>();
  private final SimTree prepared;
  private final SimTracker tracker;
  private final Deque<Sync> syncs = new ArrayDeque<>();
  private List<SimTree.Change> changes = new ArrayList<>();
  private long zxid;
  private int committed;
  private int halfTicks;
  boolean isOver;

  /** Whether its ping loop is late again and again. */
  boolean isSlow;

  SimTerm(SimServer self, int epoch) {
    this.servers = self.servers;
    this.self = self;
    this.epoch = epoch;
    this.zxid = (long) epoch << 32;
    this.committed = self.log.size();
    this.prepared = self.tree.copy(change -> changes.add(change));
    this.tracker = new SimTracker(self, this::expire);
    self.sessions.forEach(session -> tracker.track(session, null));
    ping();
  }

  private int tick() {
    return halfTicks / 2;
  }

  // --- The ping loop ---

  private void ping() {
    if (isOver) {
      return;
    }
    if (halfTicks++ % 2 == 1 && counted() == 0) {
      stepDown();
      return;
    }
    for (SimLearner learner : List.copyOf(learners)) {
      long now = self.clock.nanos();
      if (learner.unackedSince != 0
          && now - learner.unackedSince >= servers.shape.syncLimitNanos()) {
        learner.drop();
      } else {
        learner.tell(learner::pinged);
      }
    }
    self.after(servers.shape.tickNanos() / 2 + servers.faults.pingsLate(isSlow), this::ping);
  }

  private int counted() {
    int counted = 0;
    for (SimLearner learner : learners) {
      if (tick() <= learner.countedUntil) {
        counted++;
      }
    }
    return counted;
  }

  /** Has no quorum any more, and knows it. */
  void stepDown() {
    if (isOver) {
      return;
    }
    isOver = true;
    List.copyOf(learners).forEach(SimLearner::drop);
    self.lookOut();
  }

  // --- From its followers ---

  /** A message from a follower that the leader still takes. */
  private boolean takes(SimLearner learner) {
    if (isOver || !learner.isOpenAtLeader) {
      return false;
    }
    learner.countedUntil = tick() + servers.shape.syncLimit();
    return true;
  }

  void pinged(SimLearner learner, List<SimSession> touches) {
    if (takes(learner)) {
      for (int i = 0; i < touches.size(); i++) {
        tracker.touch(touches.get(i));
      }
    }
  }

  void acked(SimLearner learner, int position) {
    if (takes(learner)) {
      learner.acked = Math.max(learner.acked, position);
      learner.unackedSince = learner.acked < self.log.size() ? self.clock.nanos() : 0;
      commit(learner.acked);
    }
  }

  void left(SimLearner learner) {
    learner.isOpenAtLeader = false;
    learners.remove(learner);
  }

  void joined(SimLearner learner) {
    learner.countedUntil = tick() + servers.shape.syncLimit();
    learners.add(learner);
    int position = learner.follower.log.size();
    learner.up.send(() -> acked(learner, position));
  }

  void revalidated(SimLearner learner, SimConnection connection) {
    if (takes(learner)) {
      boolean isValid = revalidate(connection.session, learner);
      learner.tell(() -> connection.validated(isValid));
    }
  }

  void requested(SimLearner learner, SimConnection connection, SimRequest request) {
    if (takes(learner)) {
      request(learner, connection, request);
    }
  }

  // --- What the leader decides ---

  int committed() {
    return committed;
  }

  boolean touch(SimSession session) {
    return tracker.touch(session);
  }

  boolean revalidate(SimSession session, Object owner) {
    boolean isValid = tracker.touch(session);
    SimTracker.Entry entry = tracker.find(session);
    if (isValid && entry != null) {
      entry.owner = owner;
    }
    return isValid;
  }

  /** Takes a request through a follower, or of its own client. */
  void request(@Nullable SimLearner learner, SimConnection connection, SimRequest request) {
    if (isOver || request.isTaken) {
      return;
    }
    Object owner = learner == null ? self : learner;
    if (request.isSync()) {
      Runnable answer = () -> connection.done(request, request.refused(Code.OK));
      Runnable back = learner == null ? answer : () -> learner.tell(answer);
      if (committed == self.log.size()) {
        back.run();
      } else {
        syncs.add(new Sync(self.log.size(), back));
      }
      return;
    }
    request.isTaken = true;
    SimSession session = connection.session;
    SimSession opens = null;
    if (request == session.opening) {
      tracker.forget(session); // what an attempt before this one may have opened
      tracker.track(session, owner);
      opens = session;
    }
    SimSession closes = request == session.closing ? session : null;
    Code problem = opens == null ? problem(session, owner) : null;
    request.isMoved = problem == Code.DOUBTFUL;
    prepared.at(++zxid);
    Runnable reply = problem == null ? request.writeOn(prepared) : request.refused(problem);
    if (closes != null && problem == null) {
      close(session);
    }
    propose(opens, problem == null ? closes : null, connection, request, reply);
  }

  private @Nullable Code problem(SimSession session, Object owner) {
    SimTracker.Entry entry = tracker.find(session);
    if (entry == null || entry.isClosing) {
      return Code.SESSION_ENDED;
    }
    if (entry.owner == null) {
      entry.owner = owner;
    }
    return entry.owner == owner ? null : Code.DOUBTFUL;
  }

  /** A create that was given up comes through after all. */
  void linger(SimConnection connection, SimRequest request) {
    SimTracker.Entry entry = tracker.find(connection.session);
    if (!isOver && !request.isTaken && entry != null && !entry.isClosing) {
      request.isTaken = true;
      prepared.at(++zxid);
      propose(null, null, null, null, request.writeOn(prepared));
    }
  }

  /** Somebody who has no part in the simulation does something. */
  void meddle(SimRequest request) {
    if (!isOver) {
      prepared.at(++zxid);
      propose(null, null, null, null, request.writeOn(prepared));
    }
  }

  private void expire(SimTracker.Entry entry) {
    if (isOver) {
      return;
    }
    if (servers.world.traces) {
      servers.world.note(self.name + " expires " + entry.session.id());
    }
    prepared.at(++zxid);
    close(entry.session);
    propose(null, entry.session, null, null, () -> {});
  }

  private void close(SimSession session) {
    SimTracker.Entry entry = tracker.find(session);
    if (entry != null) {
      entry.isClosing = true;
    }
    prepared.ownedBy(session).forEach(prepared::delete);
  }

  private void propose(
      @Nullable SimSession opens,
      @Nullable SimSession closes,
      @Nullable SimConnection connection,
      @Nullable SimRequest request,
      Runnable reply) {
    List<SimTree.Change> done = List.of();
    if (!changes.isEmpty()) {
      done = changes;
      changes = new ArrayList<>();
    }
    SimTxn txn = new SimTxn(zxid, done, opens, closes, connection, request, reply);
    self.log.add(txn);
    for (int i = 0; i < learners.size(); i++) {
      SimLearner learner = learners.get(i);
      if (learner.unackedSince == 0) {
        learner.unackedSince = self.clock.nanos();
      }
      learner.tell(() -> learner.proposed(txn));
    }
  }

  private void commit(int position) {
    if (position <= committed) {
      return;
    }
    committed = position;
    servers.committed(self.log, committed);
    self.applyUpTo(committed);
    for (int i = 0; i < learners.size(); i++) {
      SimLearner learner = learners.get(i);
      learner.tell(() -> learner.follower.applyUpTo(position));
    }
    for (Sync sync = syncs.peek(); sync != null && sync.position() <= committed; ) {
      syncs.remove().answer().run();
      sync = syncs.peek();
    }
  }
}
