package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.NewContender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The znodes as one simulated server knows them. Confined to one thread. */
final class SimTree {

  /** A change that was committed; every server applies all of them in one order. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Change(long zxid, String path, boolean isCreate, byte[] data, @Nullable Object owner) {}

  /** A node. */
  static final class Znode {
    final byte[] data;
    final long czxid;
    final @Nullable Object owner;
    final TreeSet<String> children = new TreeSet<>();
    int version;
    int next;

    Znode(byte[] data, long czxid, @Nullable Object owner) {
      this.data = data;
      this.czxid = czxid;
      this.owner = owner;
    }
  }

  private final Map<String, Znode> nodes = new TreeMap<>();
  private final Consumer<Change> journal;
  private long zxid;

  SimTree(Consumer<Change> journal) {
    this.journal = journal;
    nodes.put("", new Znode(new byte[0], 0, null));
  }

  long zxid() {
    return zxid;
  }

  @Nullable Znode get(String path) {
    return nodes.get(path);
  }

  @Nullable List<String> list(String path) {
    Znode node = nodes.get(path);
    return node == null ? null : new ArrayList<>(node.children);
  }

  List<String> paths() {
    return new ArrayList<>(nodes.keySet());
  }

  List<String> ownedBy(Object owner) {
    return nodes.entrySet().stream()
        .filter(node -> node.getValue().owner == owner)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Nullable Created createContender(Object owner, String prefix, byte[] data) {
    Znode parent = nodes.get(parent(prefix));
    if (parent == null) {
      return null;
    }
    String path = prefix + "%010d".formatted(parent.next);
    commit(new Change(zxid + 1, path, true, data, owner));
    return new Created(path, zxid);
  }

  /** Creates nodes with numbers, all or none. */
  @Nullable List<Created> createContenders(Object owner, List<NewContender> wanted) {
    List<Created> created = new ArrayList<>();
    for (NewContender node : wanted) {
      if (nodes.get(parent(node.prefix())) == null) {
        return null;
      }
    }
    for (NewContender node : wanted) {
      created.add(createContender(owner, node.prefix(), node.data()));
    }
    return created;
  }

  Code create(String path, byte[] data, @Nullable Object owner) {
    if (nodes.get(parent(path)) == null) {
      return Code.NO_NODE;
    }
    if (nodes.containsKey(path)) {
      return Code.NODE_EXISTS;
    }
    commit(new Change(zxid + 1, path, true, data, owner));
    return Code.OK;
  }

  Code delete(String path) {
    Znode node = nodes.get(path);
    if (node == null) {
      return Code.NO_NODE;
    }
    if (!node.children.isEmpty()) {
      return Code.NOT_EMPTY;
    }
    commit(new Change(zxid + 1, path, false, new byte[0], null));
    return Code.OK;
  }

  Code deleteUntouched(String path) {
    Znode node = nodes.get(path);
    return node != null && node.version > 0 ? Code.BAD_VERSION : delete(path);
  }

  private void commit(Change change) {
    apply(change);
    journal.accept(change);
  }

  void apply(Change change) {
    zxid = change.zxid();
    Znode parent = nodes.get(parent(change.path()));
    if (parent == null) {
      throw new AssertionError("no node above " + change.path());
    }
    String name = change.path().substring(change.path().lastIndexOf('/') + 1);
    if (change.isCreate()) {
      nodes.put(change.path(), new Znode(change.data(), zxid, change.owner()));
      parent.children.add(name);
      parent.next++;
    } else {
      nodes.remove(change.path());
      parent.children.remove(name);
    }
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
