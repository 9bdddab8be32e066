package io.zklocked.runtime.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
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
  final Policy policy;
  final SessionClock clock;
  final Heartbeat heart;
  final Lines lines;
  final Lookout lookout;
  final Reaper reaper;
  final Directories directories;
  private final ReentrantLock lock = new ReentrantLock();
  private final String ensemble;
  private final Set<String> warned = new HashSet<>();

  /** Complete when nothing is left, once {@link #drain} was asked for. */
  final CompletableFuture<Void> drained = new CompletableFuture<>();

  private boolean isDraining;
  private boolean isUnsafe;
  private boolean isPresentRead;
  private long presentNanos;
  private long presentMillis;

  /** For the next event. Without effects in it whenever the lock is free. */
  private final Effects effects = new Effects();

  private @Nullable String failure;

  Engine(
      String ensemble,
      Time time,
      LockObserver observer,
      EngineLog log,
      JvmIdentity jvm,
      Supplier<UUID> ids,
      Policy policy) {
    this.ensemble = ensemble;
    this.time = time;
    this.observer = observer;
    this.log = log;
    this.jvm = jvm;
    this.ids = ids;
    this.policy = policy;
    this.clock = new SessionClock(time);
    this.heart = new Heartbeat(this);
    this.lines = new Lines(this);
    this.lookout = new Lookout(this);
    this.reaper = new Reaper(this);
    this.directories = new Directories(this);
  }

  /** Takes one event: decides under the lock, then acts without it. */
  void on(Consumer<Effects> event) {
    on(event, Consumer::accept);
  }

  /** Takes one event of somebody, so that what takes it need not be made for each. */
  <S> void on(S subject, BiConsumer<S, Effects> event) {
    Runnable decided;
    lock.lock();
    try {
      event.accept(subject, effects);
    } finally {
      decided = ended();
    }
    act(decided);
  }

  /** Takes one event that decides something for its caller. */
  <T extends @Nullable Object> T ask(Function<Effects, T> event) {
    return ask(event, Function::apply);
  }

  /** Takes one event of somebody that decides something for its caller. */
  <S, T extends @Nullable Object> T ask(S subject, BiFunction<S, Effects, T> event) {
    T answer;
    Runnable decided;
    lock.lock();
    try {
      answer = event.apply(subject, effects);
    } finally {
      decided = ended();
    }
    act(decided);
    return answer;
  }

  /** Takes the effects of the event out and frees the lock. */
  private @Nullable Runnable ended() {
    isPresentRead = false;
    Runnable decided = effects.take();
    lock.unlock();
    return decided;
  }

  private static void act(@Nullable Runnable decided) {
    if (decided != null) {
      decided.run();
    }
  }

  /** The moment of the event that is being taken, for which both clocks are read once. */
  Moment now() {
    read();
    return new Moment(presentNanos, presentMillis);
  }

  /** The same on the monotonic clock. */
  long nanos() {
    read();
    return presentNanos;
  }

  /** The same on the wall clock. */
  long millis() {
    read();
    return presentMillis;
  }

  private void read() {
    if (!isPresentRead) {
      presentNanos = time.nanos();
      presentMillis = time.wallMillis();
      isPresentRead = true;
    }
  }

  /** Whether a session may grant at this moment. */
  boolean mayGrant(Session session) {
    return clock.mayGrant(session, nanos(), millis());
  }

  /** Whether a session may grant at this moment what was kept. */
  boolean mayRegrant(Session session) {
    return clock.mayRegrant(session, nanos(), millis());
  }

  /** Whether grants can no longer be trusted at this moment. */
  boolean isPast() {
    return clock.isPast(nanos(), millis());
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

  boolean isDraining() {
    return isDraining;
  }

  // --- What happens to the session ---

  void connected(Session session, Effects effects) {
    Session before = clock.session();
    if (before != null && before != session) {
      ended(before, effects);
    }
    if (before == session && isPast()) {
      unsafe(effects); // before the clock forgets it
    }
    clock.connected(session);
    heart.connected(session, effects);
    tell(LockObserver.SessionState.CONNECTED, "session " + session.id(), effects);
    reaper.connected(session, effects);
    if (clock.isReconciled()) {
      lines.all().forEach(line -> line.advance(effects));
    }
  }

  void disconnected(Session session, Effects effects) {
    if (clock.isConnected() && clock.session() == session) {
      clock.disconnected();
      heart.disconnected();
      tell(LockObserver.SessionState.DISCONNECTED, "session " + session.id(), effects);
    }
  }

  void ended(Session session, Effects effects) {
    if (clock.session() == session) {
      clock.ended();
      heart.disconnected();
      tell(LockObserver.SessionState.ENDED, "session " + session.id(), effects);
    }
    lines.all().forEach(line -> line.ended(session, effects));
    reaper.ended(session, effects);
    settled(effects);
  }

  /** The session cannot be trusted any more, before its end is heard of. */
  void unsafe(Effects effects) {
    if (!isUnsafe) {
      isUnsafe = true;
      effects.add(
          () ->
              log.warn(
                  ensemble
                      + " has been silent for so long that the session may have ended: what is held"
                      + " cannot be proven"));
    }
    lines.all().forEach(line -> line.suspect());
    lines.all().forEach(line -> line.letGo(effects));
  }

  /**
   * A beat was answered.
   *
   * @param round whether it is time to look again at what a lost watch may have missed
   */
  void beaten(boolean round, Effects effects) {
    isUnsafe &= isPast();
    if (!clock.isReconciled()) {
      clock.reconciled();
      lines.all().forEach(line -> line.reconcile(effects));
      return;
    }
    for (Line line : lines.all()) {
      line.prove(effects);
      if (round) {
        line.lookAgain(effects);
      }
    }
  }

  // --- The end ---

  void drain(Effects effects) {
    isDraining = true;
    for (Line line : lines.all()) {
      line.refuseAll("this process is shutting down", effects);
      line.letGo(effects);
    }
    settled(effects);
  }

  /** Something has ended: perhaps it was the last. */
  void settled(Effects effects) {
    if (isDraining && lines.isEmpty() && reaper.isIdle()) {
      directories.removeAll(effects);
      if (directories.isSettled()) {
        effects.add(() -> drained.complete(null));
      }
    }
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

  /** What to do about a refusal, behind what was refused. */
  String because(Session.Code code) {
    if (code == Session.Code.NO_RIGHTS) {
      return " ("
          + code
          + "). Check the rights there (acl), and who this process is to the servers (auth-file)";
    }
    return failure == null ? " (" + code + ")" : ": " + failure;
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
