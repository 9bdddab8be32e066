package io.zklocked.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A leader, which decides, and servers that follow it at a distance. Clients talk to the followers.
 * Confined to one thread.
 */
final class SimServers {

  private static final int FOLLOWERS = 3;

  private final SimWorld world;
  final SimTree leader = new SimTree(this::committed);
  private final List<SimTree.Change> changes = new ArrayList<>();
  private final List<SimTree> followers = new ArrayList<>();
  private final List<SimSession> sessions = new ArrayList<>();

  SimServers(SimWorld world) {
    this.world = world;
    for (int i = 0; i < FOLLOWERS; i++) {
      SimTree follower = new SimTree(change -> {});
      followers.add(follower);
      lag(follower);
    }
    leader.create("/zklocked", new byte[0], null);
  }

  /** Follows the leader, now and then. */
  private void lag(SimTree follower) {
    long pause = world.strikes(0.05) ? world.between(0, 2 * SimWorld.TIMEOUT) : SimWorld.SECOND;
    world.after(
        world.between(0, pause),
        () -> {
          catchUp(follower, world.isRough ? world.between(0, leader.zxid() + 1) : leader.zxid());
          lag(follower);
        });
  }

  SimTree someFollower(long atLeast) {
    SimTree follower = followers.get(world.random.nextInt(FOLLOWERS));
    catchUp(follower, atLeast);
    return follower;
  }

  void catchUp(SimTree follower) {
    catchUp(follower, leader.zxid());
  }

  private void catchUp(SimTree follower, long zxid) {
    while (follower.zxid() < zxid) {
      SimTree.Change change = changes.get((int) follower.zxid());
      follower.apply(change);
      for (SimSession session : List.copyOf(sessions)) {
        session.applied(follower, change);
      }
    }
  }

  private void committed(SimTree.Change change) {
    changes.add(change);
  }

  void open(SimSession session) {
    sessions.add(session);
    touch(session);
  }

  void touch(SimSession session) {
    long at = world.now();
    session.touched = at;
    world.after(
        SimWorld.TIMEOUT,
        () -> {
          if (session.isAlive && session.touched == at) {
            expire(session);
          }
        });
  }

  private void expire(SimSession session) {
    world.note(session.id() + " expires");
    session.isAlive = false;
    sessions.remove(session);
    leader.ownedBy(session).forEach(leader::delete);
  }

  /** The paths of all contenders, on the leader. */
  Set<String> contenders() {
    Set<String> contenders = new TreeSet<>();
    for (String path : leader.paths()) {
      if (ContenderName.parse(path.substring(path.lastIndexOf('/') + 1)) != null) {
        contenders.add(path);
      }
    }
    return contenders;
  }
}
