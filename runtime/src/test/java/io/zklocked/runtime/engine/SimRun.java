package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.SimShape.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: faults strike while callers call; then the faults stop, and everybody has to come
 * to an end. Confined to one thread.
 */
final class SimRun {

  private final SimWorld world;
  private final SimServers servers;
  private final SimChecks checks;
  private final SimWork work;
  private final List<SimClient> clients = new ArrayList<>();
  private final List<SimPeer> peers = new ArrayList<>();
  private @Nullable SimMulti multi;

  private SimRun(long seed, @Nullable Kind kind, Flaw flaw, boolean traces, SimMoves moves) {
    this.world = new SimWorld(seed, traces);
    SimShape shape = kind == null ? SimShape.draw(world) : SimShape.draw(kind, world);
    this.servers = new SimServers(world, flaw.shape(shape));
    this.checks = new SimChecks(servers, flaw);
    this.work = SimWork.of(world, flaw);
    for (int i = 0; i < shape.clients(); i++) {
      clients.add(new SimClient(servers, "ours" + i, checks, flaw, moves));
    }
    for (int i = 0; i < shape.curators(); i++) {
      peers.add(new SimPeer(servers, "curator" + i, SimRecipe.CURATOR));
    }
    for (int i = 0; i < shape.kazoos(); i++) {
      SimRecipe recipe = i < shape.stocks() ? SimRecipe.STOCK_KAZOO : SimRecipe.KAZOO;
      peers.add(new SimPeer(servers, "kazoo" + i, recipe));
    }
    if (flaw == Flaw.NO_SESSION_CHECK) {
      peers.add(new SimPeer(servers, "careless", SimRecipe.CARELESS));
    } else if (flaw == Flaw.WAITS_ON_MULTI) {
      multi = new SimMulti(servers, "multi");
    }
    checks.watch(clients, peers);
  }

  /**
   * Runs a schedule.
   *
   * @param kind what it is about; null if the seed is to decide
   * @throws SimViolation with the trace of a second, equal run
   */
  static SimRun of(long seed, @Nullable Kind kind, Flaw flaw, SimMoves moves) {
    try {
      SimRun run = new SimRun(seed, kind, flaw, false, moves);
      run.run();
      return run;
    } catch (RuntimeException | Error e) {
      new SimRun(seed, kind, flaw, true, new SimMoves()).traced();
      throw e; // not the same the second time
    }
  }

  long events() {
    return world.steps();
  }

  /** When it came to its end, which no other schedule is likely to do at the same time. */
  long end() {
    return world.now();
  }

  int grants() {
    return checks.grants;
  }

  int exposed() {
    return checks.exposed;
  }

  private void traced() {
    try {
      run();
    } catch (SimViolation e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      SimViolation violation = world.violation("thrown", String.valueOf(e));
      violation.initCause(e);
      throw violation;
    }
  }

  private void run() {
    begin();
    long chaos = servers.shape.chaosNanos();
    runUntil(chaos, () -> false);
    servers.faults.stop();
    if (world.traces) {
      world.note("faults stop");
    }
    long limit = chaos + 12 * servers.shape.timeoutNanos() + servers.faults.bodiesNanos();
    if (!runUntil(limit, this::isQuiet)) {
      throw world.violation("L1", "still waiting: " + waiting());
    }
    if (!runUntil(world.now() + 4 * servers.shape.timeoutNanos(), () -> checks.left().isEmpty())) {
      throw world.violation("I3", "nodes outlive their purpose: " + checks.left());
    }
    clients.forEach(SimClient::drain);
    if (!runUntil(
        world.now() + 4 * servers.shape.timeoutNanos(),
        () -> clients.stream().allMatch(SimClient::isDrained))) {
      throw world.violation("L2", "does not drain");
    }
    // What arrived late is found a session timeout later, whether or not anybody waits for that.
    runUntil(
        world.now() + 2 * servers.shape.timeoutNanos(),
        () -> clients.stream().allMatch(SimClient::isEmpty));
    clients.forEach(SimClient::checkEnd);
  }

  private void begin() {
    SimShape shape = servers.shape;
    List<SimMember> members = new ArrayList<>(clients);
    members.addAll(peers);
    SimMulti flawed = multi;
    if (flawed != null) {
      members.add(flawed);
      for (int i = 0; i < shape.calls(); i++) {
        world.after(world.between(SimWorld.SECOND, shape.chaosNanos()), flawed::call);
      }
    }
    members.forEach(SimMember::begin);
    servers.faults.plan(members);
    for (SimClient client : clients) {
      for (int i = 0; i < shape.calls(); i++) {
        SimCall call = work.draw(world, shape);
        world.after(
            world.between(0, shape.chaosNanos()), () -> client.deliver(() -> client.call(call)));
      }
    }
    for (SimPeer peer : peers) {
      for (int i = 0; i < shape.calls(); i++) {
        SimCall call = SimCall.drawPlain(world, shape);
        world.after(
            world.between(0, shape.chaosNanos()),
            () ->
                peer.deliver(
                    () -> peer.call(call.request().path(), call.bodyNanos(), call.waitNanos())));
      }
    }
  }

  private boolean isQuiet() {
    if (multi != null && !multi.isQuiet()) {
      return false;
    }
    for (SimClient client : clients) {
      if (!client.isQuiet()) {
        return false;
      }
    }
    for (SimPeer peer : peers) {
      if (!peer.isQuiet()) {
        return false;
      }
    }
    return true;
  }

  private String waiting() {
    StringBuilder waiting = new StringBuilder();
    clients.forEach(client -> waiting.append(client.name).append(client.waits()).append("; "));
    peers.forEach(peer -> waiting.append(peer).append("; "));
    return waiting.toString();
  }

  private boolean runUntil(long end, java.util.function.BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      if (!world.step(end)) {
        return done.getAsBoolean();
      }
      checks.step();
    }
    return true;
  }
}
