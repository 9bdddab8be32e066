package io.zklocked.runtime.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A session with the tree of this JVM. Answers and events come one at a time and in order, on the
 * thread that causes them or on one that is bringing another of this session: whoever finds nobody
 * at it brings them all. So a call that is made by whoever takes an answer comes back before its
 * own answer, and a thousand hand-overs in a row need no deep stack. Thread-safe.
 *
 * <p>The lock guards the queue and whether somebody is at it; nothing is called under it.
 */
final class MemorySession implements Session {

  private final MemoryTree tree;
  private final Ensemble.Events events;
  private final String id;
  private final long timeoutNanos;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Queue<Runnable> toBring = new ArrayDeque<>();

  @GuardedBy("lock")
  private boolean isBringing;

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

  @Override
  public long ageNanos() {
    return 0; // nobody but this process can end it
  }

  boolean isOpen() {
    return open;
  }

  /** Ends the session: its engine is told, then its nodes go, and their watchers are told. */
  void end() {
    open = false;
    bring(
        () -> {
          events.ended(this);
          for (String path : tree.leave(this)) {
            tell(tree.delete(path));
          }
        });
  }

  @Override
  public void createContender(String prefix, byte[] data, Reply<Created> reply) {
    MemoryTree.Change change = tree.createContenders(this, List.of(new NewContender(prefix, data)));
    changed(change, () -> reply.answer(change.code(), only(change.created())));
  }

  @Override
  public void createNamed(String path, byte[] data, Reply<Created> reply) {
    MemoryTree.Change change = tree.createNamed(this, path, data);
    changed(change, () -> reply.answer(change.code(), only(change.created())));
  }

  @Override
  public void createContenders(List<NewContender> nodes, Reply<List<Created>> reply) {
    MemoryTree.Change change = tree.createContenders(this, nodes);
    boolean done = change.code() == Code.OK;
    changed(change, () -> reply.answer(change.code(), done ? change.created() : null));
  }

  private static @Nullable Created only(List<Created> created) {
    return created.isEmpty() ? null : created.get(0);
  }

  @Override
  public void createDirectory(String path, Reply<Void> reply) {
    MemoryTree.Change change =
        open ? tree.createDirectory(path) : MemoryTree.Change.of(Code.SESSION_ENDED);
    changed(change, () -> reply.answer(change.code(), null));
  }

  @Override
  public void list(String directory, boolean watch, Reply<List<String>> reply) {
    answer(tree.list(directory, watch && open ? this : null), reply);
  }

  @Override
  public void read(String path, boolean watch, Reply<Node> reply) {
    MemoryTree.Znode znode = tree.read(path, watch && open ? this : null);
    answer(znode == null ? null : new Node(znode.data.clone(), znode.czxid), reply);
  }

  private <T> void answer(@Nullable T value, Reply<T> reply) {
    Code code = !open ? Code.SESSION_ENDED : value == null ? Code.NO_NODE : Code.OK;
    bring(() -> reply.answer(code, code == Code.OK ? value : null));
  }

  @Override
  public void delete(String path, Reply<Void> reply) {
    if (!open) {
      bring(() -> reply.answer(Code.SESSION_ENDED, null));
      return;
    }
    MemoryTree.Change change = tree.delete(path);
    changed(change, () -> reply.answer(change.code(), null));
  }

  @Override
  public void deleteUntouched(String path, Reply<Void> reply) {
    delete(path, reply); // nobody can write to a directory of this tree
  }

  @Override
  public void sync(String path, Reply<Void> reply) {
    Code code = open ? Code.OK : Code.SESSION_ENDED;
    bring(() -> reply.answer(code, null));
  }

  @Override
  public void beat(boolean write, Reply<Void> reply) {
    sync("/", reply);
  }

  private void changed(MemoryTree.Change change, Runnable answer) {
    bring(answer);
    tell(change);
  }

  private void changed(String path) {
    bring(
        () -> {
          if (open) {
            events.changed(this, path);
          }
        });
  }

  /** Brings an answer or an event after those before it, unless somebody else does. */
  void bring(Runnable next) {
    lock.lock();
    try {
      toBring.add(next);
      if (isBringing) {
        return;
      }
      isBringing = true;
    } finally {
      lock.unlock();
    }
    for (Runnable due = take(); due != null; due = take()) {
      boolean taken = false;
      try {
        due.run();
        taken = true;
      } finally {
        if (!taken) {
          leaveOff(); // the next call brings the rest
        }
      }
    }
  }

  private @Nullable Runnable take() {
    lock.lock();
    try {
      Runnable due = toBring.poll();
      isBringing = due != null;
      return due;
    } finally {
      lock.unlock();
    }
  }

  private void leaveOff() {
    lock.lock();
    try {
      isBringing = false;
    } finally {
      lock.unlock();
    }
  }

  private static void tell(MemoryTree.Change change) {
    for (MemoryTree.Tell told : change.watchers()) {
      told.session().changed(told.path());
    }
  }
}
