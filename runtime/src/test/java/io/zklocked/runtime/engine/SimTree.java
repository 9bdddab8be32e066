package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import io.zklocked.runtime.engine.Session.NewContender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The znodes as one simulated server knows them. Confined to one thread. */
final class SimTree {

  private static final byte[] NOTHING = {};

  /** A change that was made; every server makes all of them in one order. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Change(
      long zxid,
      String parent,
      String name,
      String path,
      What what,
      byte[] data,
      @Nullable Object owner) {}

  /** What a change does to its node. */
  enum What {
    CREATE,
    WRITE,
    DELETE
  }

  /** A node. */
  static final class Znode {
    final String path;
    final long czxid;
    final @Nullable Object owner;
    final Set<String> children = new TreeSet<>();
    byte[] data;

    /** The transaction that changed its data last. */
    long mzxid;

    /** The transaction that changed its children last. */
    long pzxid;

    int version;
    int next;

    private Znode(Znode other) {
      this.path = other.path;
      this.czxid = other.czxid;
      this.owner = other.owner;
      this.children.addAll(other.children);
      this.data = other.data;
      this.mzxid = other.mzxid;
      this.pzxid = other.pzxid;
      this.version = other.version;
      this.next = other.next;
    }

    Znode(Change change) {
      this.path = change.path();
      this.czxid = change.zxid();
      this.mzxid = change.zxid();
      this.pzxid = change.zxid();
      this.owner = change.owner();
      this.data = change.data();
    }
  }

  private final Map<String, Znode> nodes = new HashMap<>();
  private final Map<Object, Set<String>> owned = new HashMap<>();
  private final Consumer<Change> journal;
  private long zxid;
  private boolean isNumbered;

  SimTree(Consumer<Change> journal) {
    this.journal = journal;
    nodes.put("", new Znode(new Change(0, "", "", "", What.CREATE, NOTHING, null)));
  }

  /** The same nodes, for somebody else to change. */
  SimTree copy(Consumer<Change> otherJournal) {
    SimTree copy = new SimTree(otherJournal);
    nodes.forEach((path, node) -> copy.nodes.put(path, new Znode(node)));
    owned.forEach((owner, paths) -> copy.owned.put(owner, new LinkedHashSet<>(paths)));
    copy.zxid = zxid;
    return copy;
  }

  long zxid() {
    return zxid;
  }

  /** Gives the number of a transaction to all changes that follow, until the next. */
  void at(long transaction) {
    zxid = transaction;
    isNumbered = true;
  }

  @Nullable Znode get(String path) {
    return nodes.get(path);
  }

  @Nullable List<String> list(String path) {
    Znode node = nodes.get(path);
    return node == null ? null : new ArrayList<>(node.children);
  }

  List<String> paths() {
    return nodes.keySet().stream().sorted().toList();
  }

  List<String> ownedBy(Object owner) {
    return new ArrayList<>(owned.getOrDefault(owner, Set.of()));
  }

  @Nullable Created createContender(@Nullable Object owner, String prefix, byte[] data) {
    Znode parent = nodes.get(parent(prefix));
    if (parent == null) {
      return null;
    }
    String path = prefix + tenDigits(parent.next);
    commit(path, What.CREATE, data, owner);
    return new Created(path, zxid);
  }

  private static String tenDigits(int number) {
    String digits = Integer.toString(number);
    return "0000000000".substring(digits.length()) + digits;
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
    commit(path, What.CREATE, data, owner);
    return Code.OK;
  }

  Code write(String path, byte[] data) {
    if (!nodes.containsKey(path)) {
      return Code.NO_NODE;
    }
    commit(path, What.WRITE, data, null);
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
    commit(path, What.DELETE, NOTHING, null);
    return Code.OK;
  }

  Code deleteUntouched(String path) {
    Znode node = nodes.get(path);
    return node != null && node.version > 0 ? Code.BAD_VERSION : delete(path);
  }

  private void commit(String path, What what, byte[] data, @Nullable Object owner) {
    int slash = path.lastIndexOf('/');
    long transaction = isNumbered ? zxid : zxid + 1;
    String parent = path.substring(0, slash);
    String name = path.substring(slash + 1);
    Change change = new Change(transaction, parent, name, path, what, data, owner);
    apply(change);
    journal.accept(change);
  }

  void apply(Change change) {
    zxid = change.zxid();
    Znode parent = nodes.get(change.parent());
    if (parent == null) {
      throw new AssertionError("no node above " + change.path());
    }
    switch (change.what()) {
      case CREATE -> {
        nodes.put(change.path(), new Znode(change));
        parent.children.add(change.name());
        parent.next++;
        parent.pzxid = zxid;
        if (change.owner() != null) {
          owned.computeIfAbsent(change.owner(), o -> new LinkedHashSet<>()).add(change.path());
        }
      }
      case WRITE -> {
        Znode node = nodes.get(change.path());
        if (node != null) {
          node.data = change.data();
          node.mzxid = zxid;
          node.version++;
        }
      }
      case DELETE -> {
        Znode node = nodes.remove(change.path());
        parent.children.remove(change.name());
        parent.pzxid = zxid;
        if (node != null && node.owner != null) {
          owned.getOrDefault(node.owner, Set.of()).remove(change.path());
        }
      }
      default -> throw new AssertionError(change.what());
    }
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
