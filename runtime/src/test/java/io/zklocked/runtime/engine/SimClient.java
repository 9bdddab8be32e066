package io.zklocked.runtime.engine;

import io.zklocked.LockState;
import io.zklocked.runtime.engine.Attempt.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One process: an engine, its sessions one after the other, and callers who acquire, wait, give up,
 * hold and release as chance has it. Confined to one thread.
 */
final class SimClient {

  /** A grant whose body still runs. */
  record Hold(SimSession session, Grant grant) {}

  private final SimWorld world;
  private final SimServers servers;
  private final String name;
  private final Profile profile;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();
  final Tally tally = new Tally();
  final LockEngine engine;
  private final Ensemble.Events events;
  private SimSession session;
  private int sessions;
  private int ids;

  SimClient(SimWorld world, SimServers servers, String name, Profile profile) {
    this.world = world;
    this.servers = servers;
    this.name = name;
    this.profile = profile;
    this.engine =
        new LockEngine(
            "simulated:2181",
            profile.flaw().time(new Clock()),
            tally,
            Rig.logTo(new ArrayList<>()),
            new JvmIdentity(name, 1, Instant.EPOCH),
            () -> new UUID(name.hashCode(), ++ids),
            Policy.DEFAULT);
    this.events = profile.flaw().events(engine);
    this.session = newSession();
    world.after(world.between(0, SimWorld.SECOND), session::link);
  }

  private SimSession newSession() {
    return new SimSession(world, servers, this, name + "-" + ++sessions);
  }

  /** A new session takes the place of the one that has ended. */
  void reopen() {
    session = newSession();
    world.after(world.between(0, SimWorld.SECOND), session::link);
  }

  Ensemble.Events events() {
    return events;
  }

  double roughness() {
    return profile.breaks();
  }

  boolean stalls() {
    return profile.stalls();
  }

  Profile profile() {
    return profile;
  }

  List<Hold> holds() {
    return holds;
  }

  // --- What its callers do ---

  void call() {
    boolean patient = world.random.nextInt(3) == 0;
    boolean removable = world.random.nextBoolean();
    String path = (removable ? "/zklocked/k" : "/shared/deep/k") + world.random.nextInt(2);
    Attempt attempt = engine.acquire(Rig.request(path, world.random.nextInt(6) == 0, removable));
    attempts.add(attempt);
    CompletableFuture<Void> told =
        attempt
            .outcome()
            .handle(
                (grant, failure) -> {
                  if (grant != null) {
                    enter(grant);
                  }
                  return null;
                });
    if (!patient && !told.isDone()) {
      long wait = world.between(0, SimWorld.TIMEOUT);
      world.after(wait * 9 / 10, attempt::lookUpHolder);
      Reason reason = world.random.nextBoolean() ? Reason.TIMEOUT : Reason.INTERRUPT;
      world.after(
          wait,
          () -> {
            attempt.giveUp(reason);
            if (!attempt.outcome().isDone()) {
              throw world.violation("given up without an outcome");
            }
          });
    }
  }

  private void enter(Grant grant) {
    world.note(name + " granted " + grant.request().path() + " " + grant.fencing());
    checkFirst(grant);
    Hold hold = new Hold(session, grant);
    holds.add(hold);
    boolean isLong = world.isRough && world.random.nextInt(8) == 0;
    world.after(
        world.between(0, isLong ? 3 * SimWorld.TIMEOUT : SimWorld.SECOND),
        () -> {
          world.note(name + " closes " + grant.request().path() + " " + grant.state());
          holds.remove(hold);
          grant.close();
        });
  }

  // --- What is checked ---

  /** On the leader, nobody stands before a node that has just been granted. */
  private void checkFirst(Grant grant) {
    String directory = grant.request().path();
    List<ContenderName> line = new ArrayList<>();
    ContenderName own = null;
    for (String path : servers.contenders()) {
      SimTree.Znode znode = servers.leader.get(path);
      ContenderName contender = ContenderName.parse(path.substring(path.lastIndexOf('/') + 1));
      if (znode == null || contender == null || !path.startsWith(directory + "/")) {
        continue;
      }
      line.add(contender);
      if (znode.czxid == grant.fencing().czxid()) {
        own = contender;
      }
    }
    ContenderName self = own;
    if (self != null && line.stream().anyMatch(other -> other.sequence() < self.sequence())) {
      throw world.violation(name + " is granted " + self + " although not first of " + line);
    }
    if (self == null && session.isAlive && profile.meddling() == 0) {
      throw world.violation(name + " is granted a node that is not there");
    }
  }

  /** Only one's own nodes are deleted, and none under a body that believes in it. */
  void checkDelete(String path) {
    SimTree.Znode znode = servers.leader.get(path);
    if (znode == null) {
      return;
    }
    if (!(znode.owner instanceof SimSession owner) || owner.client() != this) {
      throw world.violation(name + " deletes another's node " + path);
    }
    for (Hold hold : holds) {
      if (hold.grant().fencing().czxid() == znode.czxid && hold.grant().state() != LockState.LOST) {
        throw world.violation(name + " deletes a node under its body: " + path);
      }
    }
  }

  /** Only directories below the root are removed. */
  void checkRemove(String path) {
    if (!path.startsWith("/zklocked/")) {
      throw world.violation(name + " removes " + path);
    }
  }

  /** At the end, when nobody calls any more and all faults have stopped. */
  void checkEnd(CompletableFuture<Void> drained) {
    for (Attempt attempt : attempts) {
      if (!attempt.outcome().isDone()) {
        throw world.violation(name + " has a waiter that is neither granted nor refused");
      }
    }
    if (!holds.isEmpty() || !drained.isDone()) {
      throw world.violation(name + " does not drain");
    }
    if (!tally.isBalanced()) {
      throw world.violation(name + " has told its observer more starts than ends");
    }
    Innards.checkEmpty(engine, world);
  }

  private final class Clock implements Time {

    @Override
    public long nanos() {
      return world.now();
    }

    @Override
    public long wallMillis() {
      return world.now() / 1_000_000;
    }

    @Override
    public void after(long nanos, Runnable event) {
      world.after(nanos, event);
    }
  }

  /**
   * How rough a simulation is.
   *
   * @param breaks how likely the link breaks at a message
   * @param stalls whether messages may stall
   * @param meddling how likely an operator deletes a node each second
   * @param flaw what is wrong with the ensemble or the timer, to see that it is found
   */
  record Profile(double breaks, boolean stalls, double meddling, Flaw flaw) {}
}
