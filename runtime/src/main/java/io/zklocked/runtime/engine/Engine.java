package io.zklocked.runtime.engine;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one engine share: its lock, its ports, and each other.
 *
 * <p>The lock guards all state of the package but what is marked volatile. It is never held while a
 * port is called: what an event decides is collected as {@link Effects} and done after the lock is
 * free. It is the only lock of the package.
 */
final class Engine {

  private static final int MOST_WARNINGS = 1_000;

  final Time time;
  final LockObserver observer;
  final EngineLog log;
  final JvmIdentity jvm;
  final Supplier<UUID> ids;
  final SessionClock clock;
  final Contenders contenders;
  final Reaper reaper;
  final Directories directories;
  final PauseGuard pauses;
  private final ReentrantLock lock = new ReentrantLock();
  private final String ensemble;
  private final Set<String> warned = new HashSet<>();

  /** Complete when nothing is left, once {@link #drain} was asked for. */
  final CompletableFuture<Void> drained = new CompletableFuture<>();

  private boolean isDraining;
  private @Nullable String failure;

  Engine(
      String ensemble,
      Time time,
      LockObserver observer,
      EngineLog log,
      JvmIdentity jvm,
      Supplier<UUID> ids) {
    this.ensemble = ensemble;
    this.time = time;
    this.observer = observer;
    this.log = log;
    this.jvm = jvm;
    this.ids = ids;
    this.clock = new SessionClock(time);
    this.contenders = new Contenders();
    this.reaper = new Reaper(this);
    this.directories = new Directories(this);
    this.pauses = new PauseGuard(this);
  }

  /** Takes one event: decides under the lock, then acts without it. */
  void on(Consumer<Effects> event) {
    Effects effects = new Effects();
    lock.lock();
    try {
      event.accept(effects);
    } finally {
      lock.unlock();
    }
    effects.run();
  }

  /** An answer that is taken as an event. */
  <T> Session.Reply<T> reply(Answer<T> answer) {
    return (code, value) -> on(effects -> answer.take(code, value, effects));
  }

  /**
   * Lists behind a sync. Without the sync the listing may be older than what is looked for: then
   * nothing is known, whatever it shows.
   */
  void listSynced(Session session, String directory, Answer<List<String>> answer) {
    AtomicBoolean synced = new AtomicBoolean();
    session.sync(directory, (code, none) -> synced.set(code == Session.Code.OK));
    session.list(
        directory,
        false,
        reply(
            (code, children, effects) -> {
              boolean old = !synced.get() && code != Session.Code.SESSION_ENDED;
              answer.take(old ? Session.Code.DOUBTFUL : code, old ? null : children, effects);
            }));
  }

  Instant now() {
    return Instant.ofEpochMilli(time.wallMillis());
  }

  boolean isDraining() {
    return isDraining;
  }

  void drain(Effects effects) {
    isDraining = true;
    settled(effects);
  }

  /** Something has ended: perhaps it was the last. */
  void settled(Effects effects) {
    if (isDraining && contenders.isEmpty() && reaper.isIdle()) {
      directories.removeAll(effects);
      if (directories.isSettled()) {
        effects.add(() -> drained.complete(null));
      }
    }
  }

  /** An occupant has ended: who comes after it may go on. */
  void left(Occupant occupant, Effects effects) {
    String directory = occupant.directory();
    contenders.remove(occupant);
    for (Occupant other : contenders.in(directory)) {
      if (other instanceof Contender contender) {
        contender.vacated(effects);
      }
    }
    if (contenders.isIdle(directory)) {
      directories.left(directory, effects);
    }
    settled(effects);
  }

  /** Tells what the session does. */
  void tell(LockObserver.SessionState state, String which, Effects effects) {
    failure = null;
    effects.add(
        () -> {
          observer.session(state);
          log.info(which + ": " + state);
        });
  }

  /** The ensemble has said that it cannot be used as it is. */
  void failed(String reason, Effects effects) {
    failure = reason;
    effects.add(() -> log.warn(reason));
  }

  /** Why there is no answer. */
  String silence() {
    if (failure != null) {
      return failure;
    }
    if (clock.session() == null) {
      return "there is no session with "
          + ensemble
          + " yet: is it running, and is the address right";
    }
    return clock.isConnected()
        ? ensemble + " does not answer"
        : "the connection to " + ensemble + " is lost";
  }

  /** Warns of something that concerns a key, once for each key and thing. */
  void warnOnce(String directory, @Nullable String warning, Effects effects) {
    if (warning != null && warned.size() < MOST_WARNINGS && warned.add(directory + warning)) {
      effects.add(() -> log.warn("lock directory " + directory + ": " + warning));
    }
  }

  /**
   * Takes the answer to a request as an event.
   *
   * @param <T> what was asked for
   */
  @FunctionalInterface
  interface Answer<T> {
    void take(Session.Code code, @Nullable T value, Effects effects);
  }
}
