package io.zklocked.runtime.engine;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A writer on the way to become a reader as well. Its node gets the number of the writer's, as
 * Curator's does, so that nobody else in line comes between the two. When nobody knows whether it
 * was created, another is, under a new id; the old one is looked for. Guarded by the engine's lock.
 */
final class Downgrade implements Attempt {

  private static final long SOON_NANOS = 100_000_000L;

  private final Engine engine;
  private final Holding write;
  private final Request request;
  private final Moment started;
  private final Ending ending;
  private Contender contender;
  private boolean isAsking;
  private boolean isOver;

  Downgrade(Engine engine, Holding write, Request request) {
    this.engine = engine;
    this.write = write;
    this.request = request;
    this.started = engine.now();
    this.ending = new Ending(engine, request, started);
    this.contender = another();
  }

  private Contender another() {
    Contender writer = write.tenure().contender();
    return new Contender(
        engine,
        writer.line(),
        writer.session(),
        Kind.READ,
        OwnerRecord.of(engine.jvm, request, started).encode(engine.jvm));
  }

  private String path() {
    String node = write.tenure().node().path();
    return contender.directory()
        + "/"
        + ContenderName.prefix(contender.id(), Kind.READ)
        + node.substring(node.length() - ContenderName.DIGITS);
  }

  @Override
  public CompletableFuture<Grant> outcome() {
    return ending.outcome();
  }

  @Override
  public void lookUpHolder() {
    // nobody else can hold what the caller holds
  }

  @Override
  public @Nullable String delay() {
    return engine.<@Nullable String>ask(
        effects ->
            isOver ? null : Failures.delayed(request, ending.waitedNanos(), engine.silence()));
  }

  @Override
  public void giveUp(Reason reason) {
    engine.on(
        effects -> {
          if (reason == Reason.INTERRUPT) {
            fail(
                Failures.interrupted(request, ending.waitedNanos()),
                LockObserver.Outcome.INTERRUPTED,
                effects);
          } else {
            refuse(engine.silence(), effects);
          }
          ending.tell(effects);
        });
  }

  void start(Effects effects) {
    if (engine.isDraining()) {
      refuse("this process is shutting down", effects);
    } else if (write.isClosed() || write.loss() != null) {
      refuse("the write lock that it would continue is not held any more", effects);
    } else {
      contender.line().downgrading(this);
      create(effects);
    }
  }

  private void create(Effects effects) {
    Contender asked = contender;
    String path = path();
    isAsking = true;
    effects.add(
        () ->
            asked
                .session()
                .createNamed(
                    path,
                    asked.record(),
                    engine.reply((code, node, then) -> created(asked, code, node, then))));
  }

  private void created(Contender asked, Code code, @Nullable Created node, Effects effects) {
    if (node != null) {
      // Whether the write lock stands behind the new node: its loss may not have been heard of yet.
      String written = write.tenure().node().path();
      effects.add(
          () ->
              asked
                  .session()
                  .read(
                      written,
                      false,
                      engine.reply((read, found, then) -> seen(asked, node, read, then))));
      return;
    }
    isAsking = false;
    if (Phase.isDoubtful(code)) {
      engine.reaper.search(asked.session(), asked.directory(), asked.id(), effects);
    }
    if (isOver) {
      engine.reaper.answered(asked.id(), effects);
    } else if (Phase.isDoubtful(code)) {
      contender = another();
      againSoon(effects);
    } else if (code != Code.SESSION_ENDED) {
      refuse("ZooKeeper refuses to create " + path() + " (" + code + ")", effects);
    }
  }

  private void seen(Contender asked, Created node, Code code, Effects effects) {
    isAsking = false;
    if (!isOver && code == Code.OK) {
      created(node, effects);
      return;
    }
    engine.reaper.reap(asked.session(), node.path(), effects);
    if (isOver) {
      engine.reaper.answered(asked.id(), effects);
    } else if (Phase.isDoubtful(code)) {
      contender = another();
      againSoon(effects);
    } else if (code != Code.SESSION_ENDED) {
      refuse("the write lock that it would continue is gone", effects);
    }
  }

  private void againSoon(Effects effects) {
    effects.add(
        () ->
            engine.time.after(
                SOON_NANOS,
                () ->
                    engine.on(
                        then -> {
                          if (isOver || isAsking) {
                            return;
                          }
                          if (engine.clock.usable() == contender.session()) {
                            create(then);
                          } else {
                            againSoon(then);
                          }
                        })));
  }

  private void created(Created node, Effects effects) {
    if (write.loss() != null || !engine.mayGrant(contender.session())) {
      engine.reaper.reap(contender.session(), node.path(), effects);
      end(null, effects);
      ending.failed(
          Failures.unavailable(
              request,
              ending.waitedNanos(),
              "the write lock that it would continue is not proven any more"),
          LockObserver.Outcome.UNAVAILABLE,
          effects);
      return;
    }
    Tenure tenure = contender.downgraded(node, effects);
    Holding holding =
        new Holding(engine, tenure, request, write.fencing().czxid(), write.fencing().grant());
    tenure.admit(holding);
    end(tenure, effects);
    ending.granted(holding, LockObserver.Outcome.GRANTED, effects);
  }

  /** The session has ended, and the write lock with it. */
  void ended(Effects effects) {
    refuse("the session ended, and the write lock that it would continue with it", effects);
  }

  void refuse(String why, Effects effects) {
    fail(
        Failures.unavailable(request, ending.waitedNanos(), why),
        LockObserver.Outcome.UNAVAILABLE,
        effects);
  }

  private void fail(ZkLockException failure, LockObserver.Outcome how, Effects effects) {
    if (isOver) {
      return;
    }
    if (isAsking) {
      engine.reaper.expect(contender.id());
    }
    end(null, effects);
    ending.failed(failure, how, effects);
  }

  private void end(@Nullable Tenure tenure, Effects effects) {
    isOver = true;
    contender.line().downgraded(this, tenure, effects);
  }
}
