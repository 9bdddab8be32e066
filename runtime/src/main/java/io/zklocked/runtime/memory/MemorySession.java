package io.zklocked.runtime.memory;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session with the tree of this JVM. Every request is answered on the thread that makes it, and a
 * watch fires on the thread that causes it. Thread-safe.
 */
final class MemorySession implements Session {

  private final MemoryTree tree;
  private final Ensemble.Events events;
  private final String id;
  private final long timeoutNanos;
  private volatile boolean open = true;

  MemorySession(MemoryTree tree, Ensemble.Events events, String id, long timeoutNanos) {
    this.tree = tree;
    this.events = events;
    this.id = id;
    this.timeoutNanos = timeoutNanos;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long timeoutNanos() {
    return timeoutNanos;
  }

  boolean isOpen() {
    return open;
  }

  /** Ends the session: its nodes go, and their watchers are told. */
  void end() {
    open = false;
    for (String path : tree.leave(this)) {
      tell(path, tree.delete(path));
    }
  }

  @Override
  public void createContender(String prefix, byte[] data, Reply<Created> reply) {
    MemoryTree.Change change = tree.createContender(this, prefix, data);
    reply.answer(change.code(), change.created());
  }

  @Override
  public void createDirectory(String path, Reply<Void> reply) {
    reply.answer(open ? tree.createDirectory(path) : Code.SESSION_ENDED, null);
  }

  @Override
  public void list(String directory, Reply<List<String>> reply) {
    answer(tree.list(directory), reply);
  }

  @Override
  public void read(String path, boolean watch, Reply<Node> reply) {
    MemoryTree.Znode znode = tree.read(path, watch && open ? this : null);
    answer(znode == null ? null : new Node(znode.data.clone(), znode.czxid), reply);
  }

  private <T> void answer(@Nullable T value, Reply<T> reply) {
    if (!open) {
      reply.answer(Code.SESSION_ENDED, null);
    } else {
      reply.answer(value == null ? Code.NO_NODE : Code.OK, value);
    }
  }

  @Override
  public void delete(String path, Reply<Void> reply) {
    if (!open) {
      reply.answer(Code.SESSION_ENDED, null);
      return;
    }
    MemoryTree.Change change = tree.delete(path);
    reply.answer(change.code(), null);
    tell(path, change);
  }

  @Override
  public void deleteUntouched(String path, Reply<Void> reply) {
    delete(path, reply); // nobody can write to a directory of this tree
  }

  @Override
  public void sync(String path, Reply<Void> reply) {
    reply.answer(open ? Code.OK : Code.SESSION_ENDED, null);
  }

  private void changed(String path) {
    if (open) {
      events.changed(this, path);
    }
  }

  private static void tell(String path, MemoryTree.Change change) {
    for (MemorySession watcher : change.watchers()) {
      watcher.changed(path);
    }
  }
}
