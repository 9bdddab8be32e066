package io.zklocked.runtime.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to a server: the two channels, and what the server knows of it. Requests
 * are answered in their order; a read waits for the writes and syncs before it. Confined to one
 * thread.
 */
final class SimConnection {

  final SimSession session;
  final SimServer server;
  final SimChannel up;
  final SimChannel down;
  private final Deque<SimRequest> requests = new ArrayDeque<>();
  private final Set<String> watchedNodes = new HashSet<>();
  private final Set<String> watchedDirectories = new HashSet<>();
  private boolean isOpen = true;

  SimConnection(SimSession session, SimServer server) {
    this.session = session;
    this.server = server;
    this.up = new SimChannel(session.world(), server);
    this.down = new SimChannel(session.world(), session.process());
  }

  // --- How it begins and ends, at the server ---

  /** The client asks for its session, or for a new one. */
  void hello(long seen, @Nullable SimRequest opening) {
    if (!server.isServing() || seen > server.tree.zxid()) {
      isOpen = false;
      down.send(() -> session.closed(this));
      return;
    }
    for (SimConnection other : List.copyOf(server.connections)) {
      if (other.session == session) {
        other.closeAtServer();
      }
    }
    server.connections.add(this);
    server.touch(session);
    if (opening == null) {
      server.revalidate(this);
    } else {
      requests.add(opening);
      server.forward(this, opening);
    }
  }

  void validated(boolean isValid) {
    if (isOpen) {
      down.send(() -> session.validated(this, isValid));
      if (!isValid) {
        closeAtServer();
      }
    }
  }

  void closeAtServer() {
    isOpen = false;
    server.connections.remove(this);
    down.send(() -> session.closed(this));
  }

  /** Breaks both ways; the client hears of it soon, the server does not care. */
  void reset() {
    up.cut();
    down.cut();
    SimWorld world = session.world();
    world.after(
        world.between(0, 3_000_000L), () -> session.process().deliver(() -> session.closed(this)));
    world.after(
        world.between(0, 3_000_000L),
        () -> {
          isOpen = false;
          server.connections.remove(this);
        });
  }

  // --- Requests ---

  void request(SimRequest request) {
    if (!isOpen) {
      return;
    }
    server.touch(session);
    requests.add(request);
    if (!request.isRead()) {
      server.forward(this, request);
    }
    answer();
  }

  /**
   * The leader has decided a write or a sync, and this server knows it. That a session has moved
   * closes its connection (ZOOKEEPER-710).
   */
  void done(SimRequest request, Runnable reply) {
    request.reply = reply;
    if (isOpen && request.isMoved) {
      closeAtServer();
    } else if (isOpen) {
      answer();
    }
  }

  private void answer() {
    for (SimRequest next = requests.peek(); next != null; next = requests.peek()) {
      if (next.isRead()) {
        next.readOn(this);
      }
      Runnable reply = next.reply;
      if (reply == null) {
        return;
      }
      requests.remove();
      SimRequest answered = next;
      long zxid = server.tree.zxid();
      down.send(() -> session.answered(this, answered, reply, zxid));
    }
  }

  // --- Watches ---

  void watchNode(String path) {
    watchedNodes.add(path);
  }

  void watchDirectory(String path) {
    watchedDirectories.add(path);
  }

  void changed(SimTree.Change change) {
    boolean deletes = change.what() == SimTree.What.DELETE;
    if (watchedNodes.remove(change.path())) {
      fire(change.path(), false);
    }
    if (deletes && watchedDirectories.remove(change.path())) {
      fire(change.path(), true);
    }
    if (change.what() != SimTree.What.WRITE && watchedDirectories.remove(change.parent())) {
      fire(change.parent(), true);
    }
  }

  private void fire(String path, boolean isDirectory) {
    down.send(() -> session.fired(this, path, isDirectory));
  }

  /** Watches anew what a client had watched elsewhere, and tells of what it has missed. */
  void rewatch(List<String> nodes, List<String> directories, long seen) {
    if (!isOpen) {
      return;
    }
    for (String path : nodes) {
      SimTree.Znode node = server.tree.get(path);
      if (node == null || node.mzxid > seen) {
        fire(path, false);
      } else {
        watchedNodes.add(path);
      }
    }
    for (String path : directories) {
      SimTree.Znode node = server.tree.get(path);
      if (node == null || node.pzxid > seen) {
        fire(path, true);
      } else {
        watchedDirectories.add(path);
      }
    }
  }
}
