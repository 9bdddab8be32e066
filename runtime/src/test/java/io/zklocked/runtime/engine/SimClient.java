package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Attempt.Reason;
import io.zklocked.runtime.engine.SimEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of ours: an engine, its sessions one after the other, and callers who acquire, wait,
 * give up, hold and release as chance has it. Confined to one thread.
 */
final class SimClient extends SimMember {

  private record Waiting(String path, Pending<?> attempt) {}

  private static final int MOST_AGAIN = 8;

  final SimObserver observer = new SimObserver();
  final LockEngine engine;
  final List<SimBody> bodies = new ArrayList<>();
  final SimMoves moves;
  private final SimChecks checks;
  private final Flaw flaw;
  private final boolean retains;
  private final SimWatch watch;
  private final Ensemble.Events events;
  private final @Nullable FlawedEvents flawed;
  private final List<Waiting> waiting = new ArrayList<>();
  private @Nullable CompletableFuture<Void> drained;
  private int ids;

  SimClient(SimServers servers, String name, SimChecks checks, Flaw flaw, SimMoves moves) {
    super(servers, name);
    this.checks = checks;
    this.flaw = flaw;
    this.moves = moves;
    Policy policy = flaw.policy(servers.shape.policy(world));
    this.retains = policy.retainNanos() > 0 && !policy.verifiedRelease();
    this.watch = new SimWatch(new SimTime(this), moves);
    this.engine =
        new LockEngine(
            "simulated:2181",
            flaw == Flaw.NONE ? watch : flaw.time(new SimTime(this)),
            observer,
            new SimLog(world, name),
            new JvmIdentity(name, 1, Instant.EPOCH),
            () -> new UUID(name.hashCode(), ++ids),
            policy);
    this.flawed = flaw.isInPort() ? new FlawedEvents(flaw, engine, this) : null;
    this.events = flawed == null ? watch : flawed;
    watch.watch(engine);
  }

  @Override
  Ensemble.Events events() {
    return events;
  }

  @Override
  <T> Session.Reply<T> watched(Cause what, String path, Session.Reply<T> reply) {
    return watch.reply(what, path, reply);
  }

  // --- What its callers do ---

  void call(SimCall call) {
    if (isGone()) {
      return;
    }
    if (flawed != null && isQuiet() && checks.left(this).isEmpty()) {
      flawed.comesToIdle();
    }
    if (call.several().isEmpty()) {
      wait(watch.asked(() -> engine.acquire(call.request())), call, null, null);
    } else {
      wait(
          "several",
          watch.asked(() -> engine.acquireAll(call.several())),
          call,
          grants -> {
            if (grants != null) {
              enterAll(grants, call);
            }
          });
    }
  }

  /**
   * Waits for the outcome of an attempt.
   *
   * @param writer who goes on as a reader
   * @param outer in whose body it waits
   */
  private void wait(
      Attempt attempt, SimCall call, @Nullable SimBody writer, @Nullable SimBody outer) {
    wait(call.request().path(), attempt, call, grant -> answered(grant, call, writer, outer));
  }

  /** Waits for an outcome, which is null if it fails. */
  private <T> void wait(
      String where, Pending<T> attempt, SimCall call, Consumer<@Nullable T> answered) {
    Waiting mine = new Waiting(where, attempt);
    waiting.add(mine);
    CompletableFuture<Void> told =
        attempt
            .outcome()
            .handle(
                (given, failure) -> {
                  waiting.remove(mine);
                  checks.keep(() -> answered.accept(given));
                  return null;
                });
    if (call.waitNanos() < Long.MAX_VALUE && !told.isDone()) {
      after(call.waitNanos() * 9 / 10, attempt::lookUpHolder);
      after(call.waitNanos(), () -> giveUp(attempt, call.leaving()));
    }
  }

  private void giveUp(Pending<?> attempt, Reason reason) {
    watch.during(Cause.CALLED, () -> attempt.giveUp(reason));
    if (!attempt.outcome().isDone()) {
      throw world.violation("L3", name + " gave up without an outcome");
    }
  }

  private void answered(
      @Nullable Grant grant, SimCall call, @Nullable SimBody writer, @Nullable SimBody outer) {
    if (grant != null) {
      enter(grant, call, writer, outer);
    } else if (outer != null) {
      exit(outer);
    }
    if (writer != null) {
      exit(writer);
    }
  }

  private void enter(Grant grant, SimCall call, @Nullable SimBody writer, @Nullable SimBody outer) {
    SimBody body = begin(grant, writer, outer);
    grant.onLost(() -> lost(body, body, call));
    Request inner = call.inner();
    if (inner == null) {
      after(call.bodyNanos(), () -> finish(body, call));
    } else {
      wait(watch.asked(() -> engine.acquire(inner)), call.within(inner), null, body);
    }
  }

  /** One body under several locks: it ends with the last of them. */
  private void enterAll(List<Grant> grants, SimCall call) {
    checks.together(call, grants);
    SimBody innermost = null;
    for (Grant grant : grants) {
      innermost = begin(grant, null, innermost);
    }
    SimBody last = innermost;
    if (last != null) {
      for (SimBody body = last; body != null; body = body.outer) {
        SimBody mine = body;
        mine.grant.onLost(() -> lost(mine, last, call));
      }
      after(call.bodyNanos(), () -> exit(last));
    }
  }

  private SimBody begin(Grant grant, @Nullable SimBody writer, @Nullable SimBody outer) {
    SimBody body = new SimBody(this, grant, writer, checks.node(grant, writer));
    body.outer = outer;
    if (world.traces) {
      world.note(body + " begins");
    }
    bodies.add(body);
    checks.granted(body);
    return body;
  }

  private void finish(SimBody body, SimCall call) {
    if (call.downgrades() && bodies.contains(body)) {
      Request read = SimCall.request(body.path(), LockMode.READ, false);
      Attempt attempt = watch.asked(() -> engine.downgrade(body.grant, read));
      wait(attempt, call.within(read), body, null);
    } else {
      exit(body);
      if (retains && body.fencing.grant() < MOST_AGAIN) {
        comeBack(body, call);
      }
    }
  }

  /** Wants the same lock once more if it is kept for so long. */
  private void comeBack(SimBody body, SimCall call) {
    after(
        body.fencing.czxid() * 7_919 % 100 * 1_000_000L,
        () ->
            watch.during(
                Cause.CALLED,
                () -> {
                  if (!isGone() && body.grant.reopen()) {
                    enter(body.grant, call, null, null);
                  }
                }));
  }

  private void lost(SimBody body, SimBody innermost, SimCall call) {
    body.look(world);
    if (flaw == Flaw.CLOSES_WHEN_LOST) {
      body.grant.close();
    }
    if (call.stopsWhenLost()) {
      after(world.between(0, SimWorld.SECOND), () -> exit(innermost));
    }
  }

  private void exit(SimBody body) {
    if (!bodies.contains(body)) {
      return;
    }
    LockState state = body.look(world);
    bodies.remove(body);
    if (world.traces) {
      world.note(body + " ends " + state);
    }
    checks.closed(body, state);
    moves.closed(state);
    watch.during(Cause.LEFT, body.grant::close);
    SimBody outer = body.outer;
    if (outer != null) {
      exit(outer);
    }
  }

  /** Lets its bodies run on for a while, then leaves. */
  void shutDown() {
    if (drained != null) {
      return;
    }
    CompletableFuture<Void> done = engine.drain();
    drained = done;
    after(
        world.between(0, servers.shape.timeoutNanos()),
        () -> {
          if (!isGone()) {
            watch.during(Cause.ABANDONED, engine::abandon);
            leave();
            bodies.clear();
          }
        });
  }

  // --- What is checked ---

  @Override
  void deletes(SimSession asked, String path) {
    checks.deletes(this, path);
  }

  @Override
  void removes(SimSession asked, String path) {
    for (Waiting other : waiting) {
      if (other.path().equals(path)) {
        throw world.violation("I8", name + " removes " + path + " while it waits there");
      }
    }
    checks.removes(this, path);
  }

  @Override
  void beaten(long sentAt) {
    bodies.forEach(body -> body.beaten(world, sentAt));
  }

  @Override
  void shown(String path, long askedAt) {
    bodies.forEach(body -> body.shown(path, askedAt));
  }

  @Override
  void listed(String directory, List<String> names, long askedAt) {
    bodies.forEach(body -> body.listed(directory, names, askedAt));
  }

  /** Whether it looks for a create that was given up and may arrive late. */
  boolean isReadyToFind() {
    return flaw != Flaw.UNSYNCED_RECOVERY;
  }

  boolean fakesBeats() {
    return flaw.fakesBeats();
  }

  boolean isQuiet() {
    return isGone() || (waiting.isEmpty() && bodies.isEmpty());
  }

  /** Begins the end; what is left is asked for with {@link #isDrained}. */
  void drain() {
    if (drained == null && !isGone()) {
      drained = engine.drain();
    }
  }

  boolean isDrained() {
    CompletableFuture<Void> done = drained;
    return isGone() || (done != null && done.isDone());
  }

  boolean isEmpty() {
    return isGone() || Innards.isEmpty(engine, world);
  }

  String waits() {
    return waiting + " and " + bodies;
  }

  /** At the end nothing may be left. */
  void checkEnd() {
    if (isGone()) {
      return;
    }
    if (!observer.isBalanced()) {
      throw world.violation("L3", name + " has told its observer more starts than ends");
    }
    Innards.checkEmpty(engine, world);
  }
}
