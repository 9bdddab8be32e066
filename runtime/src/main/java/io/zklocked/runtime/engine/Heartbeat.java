package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the session lives, by beats: requests that its leader has to see. Guarded by the
 * engine's lock.
 *
 * <p>A beat is sent T/6 after the answer to the one before (T: session timeout), never two at a
 * time, from the first connection to the last. A request that a follower forwards does not by
 * itself keep the session alive at the leader; what does are the replies to the leader's pings,
 * which carry the signs of life that the follower has seen. When beat k is answered, a ping of the
 * leader fell between the answers to k-2 and k-1, and its reply went before request k: so it is the
 * sending of beat k-2 that is confirmed. That needs T to be at least eight ticks of the servers.
 *
 * <p>While anything is held or waited for, a beat is a transaction, which only a leader that has
 * its quorum can answer; otherwise a sync.
 */
final class Heartbeat {

  private final Engine engine;
  private @Nullable Session session;

  /** Counts connections: what belongs to an earlier one is void. */
  private int connection;

  private @Nullable Moment last;
  private @Nullable Moment lastButOne;

  /**
   * The last beat of the session that failed with its connection. The next one was opened after it
   * was sent, which touched the session at the leader; that this leader was not a deposed one shows
   * the first transaction that is answered.
   */
  private @Nullable Moment failed;

  private boolean isWatched;
  private boolean isOdd;

  Heartbeat(Engine engine) {
    this.engine = engine;
  }

  /** A connection is there. */
  void connected(Session now, Effects effects) {
    connection++;
    if (session != now) {
      failed = null;
    }
    session = now;
    last = null;
    lastButOne = null;
    beat(now, effects);
    watch(effects);
  }

  void disconnected() {
    connection++;
  }

  private void beat(Session to, Effects effects) {
    int on = connection;
    boolean write = engine.policy.writeBeats() && !engine.lines.isEmpty();
    Moment sent = Moment.exact(engine.time);
    effects.add(
        () ->
            to.beat(
                write,
                engine.reply((code, none, then) -> answered(to, on, sent, write, code, then))));
  }

  private void answered(
      Session to, int on, Moment sent, boolean write, Code code, Effects effects) {
    if (session != to) {
      return;
    }
    if (code == Code.DOUBTFUL) {
      failed = sent;
    }
    if (on != connection || !engine.clock.isConnected()) {
      return;
    }
    if (code == Code.OK) {
      confirm(sent, write, effects);
      isOdd = !isOdd;
      engine.beaten(isOdd, effects);
      watch(effects);
    } else {
      last = null;
      lastButOne = null;
    }
    next(to, on, effects);
  }

  private void confirm(Moment sent, boolean write, Effects effects) {
    if (engine.isPast()) {
      engine.unsafe(effects); // before the clock forgets it
    }
    if (failed != null && write) {
      engine.clock.confirm(failed);
      failed = null;
    }
    if (lastButOne != null) {
      engine.clock.confirm(lastButOne);
    }
    engine.clock.anchor();
    lastButOne = last;
    last = sent;
  }

  private void next(Session to, int on, Effects effects) {
    long wait = Math.max(to.timeoutNanos() / 6, 1_000_000L);
    effects.add(
        () ->
            engine.time.after(
                wait,
                () ->
                    engine.on(
                        then -> {
                          if (on == connection && engine.clock.isConnected()) {
                            beat(to, then);
                          }
                        })));
  }

  /** Notices the moment from which nothing can be trusted, whether or not anybody asks. */
  private void watch(Effects effects) {
    if (!isWatched && engine.clock.session() != null) {
      isWatched = true;
      long left = Math.max(engine.clock.leftNanos(engine.nanos(), engine.millis()), 0) + 1_000_000L;
      effects.add(() -> engine.time.after(left, () -> engine.on(this::look)));
    }
  }

  private void look(Effects effects) {
    isWatched = false;
    if (engine.clock.session() == null) {
      return;
    }
    if (engine.isPast()) {
      engine.unsafe(effects);
    } else {
      watch(effects);
    }
  }
}
