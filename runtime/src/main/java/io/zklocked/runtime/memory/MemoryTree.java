package io.zklocked.runtime.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The znodes of this JVM. Thread-safe: one lock guards all of it, and is never held while anybody
 * is called; who has to be told of a change is given back to the caller.
 */
final class MemoryTree {

  /**
   * Shared by everything in this JVM that connects to {@code memory}: two runtimes must exclude
   * each other here as they would on real servers.
   */
  static final MemoryTree OF_THIS_JVM = new MemoryTree();

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<String, Znode> znodes = new HashMap<>();

  @GuardedBy("lock")
  private long transactions;

  MemoryTree() {
    znodes.put("", new Znode(new byte[0], 0, null));
  }

  /** What a change answers, and who is to be told of it. */
  record Change(Code code, @Nullable Created created, Set<MemorySession> watchers) {
    static Change of(Code code) {
      return new Change(code, null, Set.of());
    }
  }

  Change createContender(MemorySession owner, String prefix, byte[] data) {
    lock.lock();
    try {
      Znode parent = znodes.get(parent(prefix));
      if (!owner.isOpen()) {
        return Change.of(Code.SESSION_ENDED);
      }
      if (parent == null) {
        return Change.of(Code.NO_NODE);
      }
      String path = prefix + padded(parent.nextSequence++);
      long czxid = add(path, parent, new Znode(data.clone(), ++transactions, owner));
      return new Change(Code.OK, new Created(path, czxid), Set.of());
    } finally {
      lock.unlock();
    }
  }

  Code createDirectory(String path) {
    lock.lock();
    try {
      Znode parent = znodes.get(parent(path));
      if (parent == null) {
        return Code.NO_NODE;
      }
      if (znodes.containsKey(path)) {
        return Code.NODE_EXISTS;
      }
      add(path, parent, new Znode(new byte[0], ++transactions, null));
      return Code.OK;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private long add(String path, Znode parent, Znode znode) {
    znodes.put(path, znode);
    parent.children.add(path.substring(path.lastIndexOf('/') + 1));
    return znode.czxid;
  }

  @Nullable List<String> list(String path) {
    lock.lock();
    try {
      Znode znode = znodes.get(path);
      return znode == null ? null : new ArrayList<>(znode.children);
    } finally {
      lock.unlock();
    }
  }

  @Nullable Znode read(String path, @Nullable MemorySession watcher) {
    lock.lock();
    try {
      Znode znode = znodes.get(path);
      if (znode != null && watcher != null) {
        znode.watchers.add(watcher);
      }
      return znode;
    } finally {
      lock.unlock();
    }
  }

  Change delete(String path) {
    lock.lock();
    try {
      Znode znode = znodes.get(path);
      if (znode == null) {
        return Change.of(Code.NO_NODE);
      }
      if (!znode.children.isEmpty()) {
        return Change.of(Code.NOT_EMPTY);
      }
      znodes.remove(path);
      Znode parent = znodes.get(parent(path));
      if (parent != null) {
        parent.children.remove(path.substring(path.lastIndexOf('/') + 1));
      }
      return new Change(Code.OK, null, znode.watchers);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the watches of a session, and tells which nodes it leaves. */
  List<String> leave(MemorySession session) {
    lock.lock();
    try {
      List<String> left = new ArrayList<>();
      znodes.forEach(
          (path, znode) -> {
            znode.watchers.remove(session);
            if (znode.owner == session) {
              left.add(path);
            }
          });
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Ten digits, whatever the language of the JVM. */
  private static String padded(int sequence) {
    String digits = Integer.toString(sequence);
    return "0".repeat(10 - digits.length()) + digits;
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** A node; what changes is guarded by the tree's lock. */
  static final class Znode {
    final byte[] data;
    final long czxid;
    final @Nullable MemorySession owner;
    private final Set<String> children = new HashSet<>();
    private final Set<MemorySession> watchers = new HashSet<>();
    private int nextSequence;

    Znode(byte[] data, long czxid, @Nullable MemorySession owner) {
      this.data = data;
      this.czxid = czxid;
      this.owner = owner;
    }
  }
}
