package io.zklocked.runtime.engine;

import java.util.List;

/**
 * A follower's tie to its leader, with what each of them knows of the other. Confined to one
 * thread.
 */
final class SimLearner {

  final SimTerm term;
  final SimServer follower;
  final SimChannel up;
  final SimChannel down;

  /** How much of the leader's log the follower has confirmed, as the leader knows. */
  int acked;

  /** The leader's tick until which it counts the follower in. */
  int countedUntil;

  /** When the oldest proposal was sent that is not confirmed; 0 if there is none. */
  long unackedSince;

  boolean isOpenAtLeader = true;
  boolean isOpenAtFollower = true;
  private long heard;

  SimLearner(SimTerm term, SimServer follower) {
    this.term = term;
    this.follower = follower;
    this.up = new SimChannel(follower.world, term.self);
    this.down = new SimChannel(follower.world, follower);
    this.heard = follower.clock.nanos();
    listen();
  }

  // --- At the follower ---

  /** A message to the follower, which counts as a word from its leader. */
  void tell(Runnable message) {
    down.send(
        () -> {
          if (isOpenAtFollower) {
            heard = follower.clock.nanos();
            message.run();
          }
        });
  }

  void proposed(SimTxn txn) {
    follower.log.add(txn);
    int position = follower.log.size();
    up.send(() -> term.acked(this, position));
  }

  /** Answers a ping, with the signs of life since the one before. */
  void pinged() {
    List<SimSession> touches = follower.takeTouches();
    up.send(() -> term.pinged(this, touches));
  }

  /** A follower that hears nothing for the sync limit leaves its leader. */
  private void listen() {
    long limit = follower.servers.shape.syncLimitNanos();
    follower.after(
        heard + limit - follower.clock.nanos(),
        () -> {
          if (!isOpenAtFollower) {
            return;
          }
          if (follower.clock.nanos() - heard >= limit - 1_000) {
            leave();
          } else {
            listen();
          }
        });
  }

  /** The follower leaves its leader, which hears of it if it can. */
  void leave() {
    if (!isOpenAtFollower) {
      return;
    }
    isOpenAtFollower = false;
    up.send(() -> term.left(this));
    follower.lookOut();
  }

  // --- At the leader ---

  /** The leader drops the follower, which hears of it if it can. */
  void drop() {
    if (!isOpenAtLeader) {
      return;
    }
    isOpenAtLeader = false;
    down.send(this::leave);
    term.learners.remove(this);
  }

  /** The connection is reset: both hear of it soon. */
  void reset() {
    up.cut();
    down.cut();
    SimWorld world = follower.world;
    world.after(world.between(0, 5_000_000L), () -> follower.deliver(this::leave));
    world.after(world.between(0, 5_000_000L), () -> term.self.deliver(this::drop));
  }
}
