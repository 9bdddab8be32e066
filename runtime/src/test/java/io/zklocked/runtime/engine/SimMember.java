package io.zklocked.runtime.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that keeps a session with the simulated servers, one handle after the other. Confined
 * to one thread.
 */
abstract class SimMember extends SimProcess {

  final SimServers servers;
  private @Nullable SimSession session;
  private int sessions;
  private boolean isGone;

  SimMember(SimServers servers, String name) {
    super(servers.world, name, servers.shape.rate(servers.world));
    this.servers = servers;
  }

  /** Opens the first session, a little later. */
  final void begin() {
    after(world.between(0, SimWorld.SECOND / 5), this::open);
  }

  private void open() {
    if (!isGone) {
      SimSession opened = new SimSession(this, name + "-" + ++sessions);
      session = opened;
      opened.connect();
    }
  }

  /** The session that it has or is opening. */
  final @Nullable SimSession session() {
    return session;
  }

  /** A session has ended: the next takes its place, unless this is the end. */
  final void reopen() {
    session = null;
    if (!isGone) {
      after(world.between(0, SimWorld.SECOND), this::open);
    }
  }

  /** Closes its session and opens no other. */
  final void leave() {
    isGone = true;
    SimSession last = session;
    if (last != null) {
      last.close();
    }
  }

  final boolean isGone() {
    return isGone || isDead();
  }

  /** Who is told what happens to the sessions. */
  abstract Ensemble.Events events();

  /** Looks at what an answer does. */
  <T> Session.Reply<T> watched(SimEvent.Cause what, String path, Session.Reply<T> reply) {
    return reply;
  }

  /** A node is asked to be deleted. */
  void deletes(SimSession asked, String path) {}

  /** A directory is asked to be removed. */
  void removes(SimSession asked, String path) {}

  /** A beat was answered that was sent at a time. */
  void beaten(long sentAt) {}

  /** A node was shown by what was asked at a time. */
  void shown(String path, long askedAt) {}

  /** A directory was listed by what was asked at a time. */
  void listed(String directory, List<String> names, long askedAt) {}
}
