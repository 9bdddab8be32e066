package io.zklocked.runtime.engine;

import io.zklocked.Fencing;
import io.zklocked.LockLostException.Reason;
import io.zklocked.LockState;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.Node;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held.
 *
 * <pre>{@code
 * held --session ended, node gone, shutdown--> lost, for good, until its body has left
 * held --silence--> suspect --its node seen in the same session--> held
 * held, suspect, lost --closed--> over
 * }</pre>
 *
 * <p>Moves are made under the engine's lock; what is volatile is read by any thread.
 */
final class Holding implements Grant, Occupant {

  private static final long SOON_NANOS = 100_000_000L;

  private final Engine engine;
  private final Request request;
  private final Session session;
  private final Created node;
  private final long grantedNanos;
  private @Nullable Runnable listener;
  private int suspicions;
  private volatile boolean suspect;
  private volatile boolean closed;
  private volatile long closedNanos;
  private volatile @Nullable Reason loss;

  Holding(Engine engine, Request request, Session session, Created node) {
    this.engine = engine;
    this.request = request;
    this.session = session;
    this.node = node;
    this.grantedNanos = engine.time.nanos();
  }

  void start(Effects effects) {
    engine.contenders.add(this);
    engine.contenders.watch(node.path(), this);
    engine.pauses.start(session, effects);
    check(effects);
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public String directory() {
    return request.path();
  }

  @Override
  public LockState state() {
    if (loss != null) {
      return LockState.LOST;
    }
    return !closed && (suspect || engine.clock.suspect() || engine.pauses.isLate())
        ? LockState.SUSPECT
        : LockState.VALID;
  }

  @Override
  public @Nullable Reason loss() {
    Reason known = loss;
    if (known != null) {
      return known;
    }
    return state() == LockState.VALID ? null : Reason.UNPROVEN;
  }

  @Override
  public Fencing fencing() {
    return new Fencing(node.czxid(), 0);
  }

  @Override
  public long heldNanos() {
    return Math.max(0, (closed ? closedNanos : engine.time.nanos()) - grantedNanos);
  }

  @Override
  public void onLost(Runnable told) {
    engine.on(
        effects -> {
          if (isLostBody()) {
            effects.add(told);
          } else {
            listener = told;
          }
        });
  }

  @Override
  public @Nullable Reason close() {
    engine.on(this::release);
    return loss;
  }

  // --- Events ---

  /** Makes sure that our node stands, and asks to be told when it does not any more. */
  private void check(Effects effects) {
    int asked = suspicions;
    effects.add(
        () ->
            session.read(
                node.path(),
                true,
                engine.reply((code, read, then) -> checked(asked, code, read, then))));
  }

  private void checked(int asked, Code code, @Nullable Node read, Effects effects) {
    if (closed || loss != null) {
      return;
    }
    if (read != null) {
      suspect &= asked != suspicions; // what was asked before the suspicion does not clear it
    } else if (code == Code.NO_NODE) {
      lose(Reason.NODE_DELETED, effects);
    } else if (code == Code.DOUBTFUL) {
      effects.add(() -> engine.time.after(SOON_NANOS, () -> engine.on(this::checkAgain)));
    }
  }

  private void checkAgain(Effects effects) {
    if (!closed && loss == null && engine.clock.usable() == session) {
      check(effects);
    }
  }

  @Override
  public void suspect() {
    suspicions++;
    suspect = true;
  }

  @Override
  public void connected(Session now, Effects effects) {
    if (now == session && loss == null) {
      check(effects);
    }
  }

  @Override
  public void ended(Session gone, Effects effects) {
    if (gone == session && loss == null) {
      lose(Reason.SESSION_EXPIRED, effects);
    }
  }

  @Override
  public void changed(String path, Effects effects) {
    if (loss == null) {
      check(effects);
    }
  }

  /** The engine ends while the body still runs. */
  void abandon(Effects effects) {
    if (loss == null) {
      lose(Reason.SHUTDOWN, effects);
    }
  }

  @Override
  public boolean isLostBody() {
    return loss != null && !closed;
  }

  private void lose(Reason reason, Effects effects) {
    loss = reason;
    Runnable told = listener;
    effects.add(
        () -> {
          engine.observer.lost(request.label(), LockObserver.Loss.valueOf(reason.name()));
          engine.log.error(
              "lost lock '%s' (%s) while its body runs: %s"
                  .formatted(request.resource(), node.path(), reason));
          if (told != null) {
            told.run();
          }
        });
  }

  private void release(Effects effects) {
    if (closed) {
      return;
    }
    boolean lost = loss != null;
    if (!lost && state() == LockState.SUSPECT) {
      lose(Reason.UNPROVEN, effects);
    }
    closedNanos = engine.time.nanos();
    closed = true;
    long held = heldNanos();
    effects.add(() -> engine.observer.released(request.label(), held));
    engine.contenders.unwatch(node.path(), this);
    if (!lost) {
      engine.reaper.reap(session, node.path(), loss == null ? this::lostLate : null, effects);
    }
    engine.left(this, effects);
  }

  private void lostLate() {
    engine.observer.lost(request.label(), LockObserver.Loss.LATE);
    engine.log.error(
        "lock '%s' was lost before its body ended, and only its release shows it: somebody deleted %s"
            .formatted(request.resource(), node.path()));
  }
}
