package io.zklocked.runtime.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.NewContender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  record Change(Code code, List<Created> created, List<Tell> watchers) {
    static Change of(Code code) {
      return new Change(code, List.of(), List.of());
    }
  }

  /** A session that asked to be told of a path. */
  record Tell(MemorySession session, String path) {}

  /** Creates nodes with numbers, all or none. */
  Change createContenders(MemorySession owner, List<NewContender> nodes) {
    lock.lock();
    try {
      if (!owner.isOpen()) {
        return Change.of(Code.SESSION_ENDED);
      }
      for (NewContender node : nodes) {
        if (!znodes.containsKey(parent(node.prefix()))) {
          return Change.of(Code.NO_NODE);
        }
      }
      long czxid = ++transactions;
      List<Created> created = new ArrayList<>();
      List<Tell> watchers = new ArrayList<>();
      for (NewContender node : nodes) {
        String directory = parent(node.prefix());
        String path = node.prefix() + padded(existing(directory).nextSequence++);
        created.add(new Created(path, czxid));
        add(path, new Znode(node.data().clone(), czxid, owner), watchers);
      }
      return new Change(Code.OK, created, watchers);
    } finally {
      lock.unlock();
    }
  }

  /** Creates a node under the name that is given. */
  Change createNamed(MemorySession owner, String path, byte[] data) {
    lock.lock();
    try {
      if (!owner.isOpen()) {
        return Change.of(Code.SESSION_ENDED);
      }
      if (!znodes.containsKey(parent(path))) {
        return Change.of(Code.NO_NODE);
      }
      if (znodes.containsKey(path)) {
        return Change.of(Code.NODE_EXISTS);
      }
      List<Tell> watchers = new ArrayList<>();
      Created created = new Created(path, ++transactions);
      existing(parent(path)).nextSequence++;
      add(path, new Znode(data.clone(), transactions, owner), watchers);
      return new Change(Code.OK, List.of(created), watchers);
    } finally {
      lock.unlock();
    }
  }

  Change createDirectory(String path) {
    lock.lock();
    try {
      if (!znodes.containsKey(parent(path))) {
        return Change.of(Code.NO_NODE);
      }
      if (znodes.containsKey(path)) {
        return Change.of(Code.NODE_EXISTS);
      }
      List<Tell> watchers = new ArrayList<>();
      add(path, new Znode(new byte[0], ++transactions, null), watchers);
      return new Change(Code.OK, List.of(), watchers);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void add(String path, Znode znode, List<Tell> watchers) {
    znodes.put(path, znode);
    String directory = parent(path);
    Znode parent = existing(directory);
    parent.children.add(path.substring(path.lastIndexOf('/') + 1));
    take(parent.listers, directory, watchers);
  }

  @GuardedBy("lock")
  private Znode existing(String path) {
    return Objects.requireNonNull(znodes.get(path), path);
  }

  private static void take(Set<MemorySession> from, String path, List<Tell> watchers) {
    from.forEach(session -> watchers.add(new Tell(session, path)));
    from.clear();
  }

  @Nullable List<String> list(String path, @Nullable MemorySession watcher) {
    lock.lock();
    try {
      Znode znode = znodes.get(path);
      if (znode != null && watcher != null) {
        znode.listers.add(watcher);
      }
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
      List<Tell> watchers = new ArrayList<>();
      take(znode.watchers, path, watchers);
      take(znode.listers, path, watchers);
      String directory = parent(path);
      Znode parent = existing(directory);
      parent.children.remove(path.substring(path.lastIndexOf('/') + 1));
      take(parent.listers, directory, watchers);
      return new Change(Code.OK, List.of(), watchers);
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
            znode.listers.remove(session);
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
    private final Set<MemorySession> listers = new HashSet<>();
    private int nextSequence;

    Znode(byte[] data, long czxid, @Nullable MemorySession owner) {
      this.data = data;
      this.czxid = czxid;
      this.owner = owner;
    }
  }
}
