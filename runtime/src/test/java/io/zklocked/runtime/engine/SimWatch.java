package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Reply;
import io.zklocked.runtime.engine.SimEvent.Cause;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees which moves one engine makes: compares its states before and after each event, and knows
 * what the event was. Confined to one thread.
 */
final class SimWatch implements Time, Ensemble.Events {

  private final Time time;
  private final SimMoves moves;
  private @Nullable LockEngine engine;
  private @Nullable SimLooks looks;
  private SimEvent event = SimEvent.NOTHING;

  /** The directory that was asked to be up to date since the event began. */
  private String synced = "";

  SimWatch(Time time, SimMoves moves) {
    this.time = time;
    this.moves = moves;
  }

  void watch(LockEngine watched) {
    engine = watched;
    looks = new SimLooks(watched, moves);
  }

  /** Lets a caller ask for something. */
  <T extends Pending<?>> T asked(Supplier<T> question) {
    AtomicReference<T> asked = new AtomicReference<>();
    during(Cause.CALLED, () -> asked.set(question.get()));
    T attempt = Objects.requireNonNull(asked.get());
    if (looks != null && attempt instanceof PermitAttempt permit) {
      looks.wanted(permit);
    }
    return attempt;
  }

  /** Lets an event happen; what happens within it is told apart. */
  void during(SimEvent next, Runnable happens) {
    SimEvent outer = event;
    look();
    event = next;
    synced = "";
    try {
      happens.run();
      look();
    } finally {
      event = outer;
    }
  }

  void during(Cause next, Runnable happens) {
    during(new SimEvent(next), happens);
  }

  private void look() {
    if (event.cause() != Cause.NOTHING && looks != null) {
      looks.look(event, synced);
    }
  }

  /** A request is sent; what its answer does is looked at. */
  <T> Reply<T> reply(Cause what, String path, Reply<T> reply) {
    if (what == Cause.SYNCED) {
      synced = path;
    }
    return (code, value) ->
        during(new SimEvent(what, path, code, value), () -> reply.answer(code, value));
  }

  // --- Its clock ---

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public long wallMillis() {
    return time.wallMillis();
  }

  @Override
  public void after(long nanos, Runnable event) {
    time.after(nanos, () -> during(Cause.RANG, event));
  }

  // --- What it is told ---

  private LockEngine engine() {
    LockEngine watched = engine;
    if (watched == null) {
      throw new IllegalStateException("nothing is watched yet");
    }
    return watched;
  }

  @Override
  public void connected(Session session) {
    during(Cause.CONNECTED, () -> engine().connected(session));
  }

  @Override
  public void disconnected(Session session) {
    during(Cause.DISCONNECTED, () -> engine().disconnected(session));
  }

  @Override
  public void ended(Session session) {
    during(Cause.ENDED, () -> engine().ended(session));
  }

  @Override
  public void changed(Session session, String path) {
    during(Cause.CHANGED, () -> engine().changed(session, path));
  }

  @Override
  public void failed(String reason) {
    engine().failed(reason);
  }
}
