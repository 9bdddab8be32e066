package io.zklocked.faults;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.ByteBufferInputStream;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.txn.CloseSessionTxn;
import org.apache.zookeeper.txn.CreateContainerTxn;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.Txn;

/**
 * What the servers wrote to their transaction logs: which contender was the first of its directory,
 * from which transaction on. A grant is right only if its node was the first at some transaction,
 * and no two nodes of a directory are the first at one. Confined to one thread.
 */
final class History {

  private static final int DIGITS = 10;

  /** What fewer servers wrote was proposed by a leader that was deposed, and never happened. */
  private static final int MAJORITY = Servers.COUNT / 2 + 1;

  /** The contenders that stand in one directory, by their number. */
  private static final class Line {
    final TreeMap<Integer, Long> standing = new TreeMap<>();
    final Set<Long> wereFirst = new HashSet<>();

    void noteFirst() {
      if (!standing.isEmpty()) {
        wereFirst.add(standing.firstEntry().getValue());
      }
    }
  }

  private final TreeMap<Long, List<Change>> changes = new TreeMap<>();
  private final Map<Long, Integer> copies = new HashMap<>();
  private final Map<String, Line> lines = new HashMap<>();

  /** A node that came or went. */
  private record Change(String path, boolean came) {}

  /** Takes the logs of one server; those of all servers together are complete. */
  History read(File home) throws IOException {
    FileTxnLog log = new FileTxnLog(new File(home, "version-2"));
    try (TxnIterator one = log.read(1)) {
      while (one.getHeader() != null) {
        List<Change> found = new ArrayList<>();
        collect(one.getHeader().getType(), one.getTxn(), found);
        changes.putIfAbsent(one.getHeader().getZxid(), found);
        copies.merge(one.getHeader().getZxid(), 1, Integer::sum);
        if (!one.next()) {
          break;
        }
      }
    } finally {
      log.close();
    }
    return this;
  }

  private static void collect(int type, Record txn, List<Change> found) throws IOException {
    switch (type) {
      case OpCode.create, OpCode.create2 ->
          found.add(new Change(((CreateTxn) txn).getPath(), true));
      case OpCode.delete, OpCode.deleteContainer ->
          found.add(new Change(((DeleteTxn) txn).getPath(), false));
      case OpCode.closeSession -> {
        if (txn instanceof CloseSessionTxn closed) {
          closed.getPaths2Delete().forEach(path -> found.add(new Change(path, false)));
        }
      }
      case OpCode.multi -> {
        for (Txn part : ((MultiTxn) txn).getTxns()) {
          collect(part.getType(), parse(part), found);
        }
      }
      default -> {} // changes no contender
    }
  }

  private static Record parse(Txn part) throws IOException {
    Record record =
        switch (part.getType()) {
          case OpCode.create, OpCode.create2 -> new CreateTxn();
          case OpCode.createContainer -> new CreateContainerTxn();
          case OpCode.delete -> new DeleteTxn();
          default -> new org.apache.zookeeper.txn.CheckVersionTxn();
        };
    if (record instanceof org.apache.zookeeper.txn.CheckVersionTxn) {
      return record;
    }
    ByteBufferInputStream.byteBuffer2Record(ByteBuffer.wrap(part.getData()), record);
    return record;
  }

  /** Grants whose node never was the first of its directory, as lines of text. */
  List<String> unfounded(Collection<Stay> stays) {
    changes.forEach(
        (zxid, all) -> {
          if (copies.get(zxid) >= MAJORITY) {
            all.forEach(change -> apply(zxid, change));
          }
        });
    Set<String> found = new TreeSet<>();
    for (Stay stay : stays) {
      Line line = lines.get(Section.directory(stay.key()));
      if (line == null || !line.wereFirst.contains(stay.token().czxid())) {
        found.add(stay + ": its node never was the first");
      }
    }
    return List.copyOf(found);
  }

  private void apply(long zxid, Change change) {
    int slash = change.path().lastIndexOf('/');
    String name = change.path().substring(slash + 1);
    if (!name.matches(".*(lock-|__lock__)[0-9]{" + DIGITS + "}")) {
      return;
    }
    Line line = lines.computeIfAbsent(change.path().substring(0, slash), path -> new Line());
    int number = Integer.parseInt(name.substring(name.length() - DIGITS));
    if (change.came()) {
      line.standing.put(number, zxid);
    } else {
      line.standing.remove(number);
    }
    line.noteFirst();
  }
}
