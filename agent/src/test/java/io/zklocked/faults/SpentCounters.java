package io.zklocked.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.server.DataTree;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;

/**
 * Directories in which two thousand million contenders have been already: laid into the snapshot
 * with which the servers start. Thread-safe.
 */
final class SpentCounters {

  private static final int COUNT = 50;
  private static final int LEFT = 20;
  private static final long EPOCH_ONE = 1L << 32;

  private final AtomicInteger used = new AtomicInteger();

  private SpentCounters() {}

  /** Lays them where servers will look for their data. */
  static SpentCounters lay(Path data) throws IOException {
    for (int id = 1; id <= Servers.COUNT; id++) {
      Path home = Files.createDirectories(data.resolve("server-" + id));
      write(home);
    }
    return new SpentCounters();
  }

  /** A key that nobody has used here. */
  String nextKey() {
    int number = used.incrementAndGet();
    if (number > COUNT) {
      throw new IllegalStateException("only " + COUNT + " directories were laid");
    }
    return name(number);
  }

  /** How many there are. */
  int count() {
    return COUNT;
  }

  private static String name(int number) {
    return "spent-" + number;
  }

  private static void write(Path home) throws IOException {
    DataTree tree = new DataTree();
    FileTxnSnapLog files = new FileTxnSnapLog(home.toFile(), home.toFile());
    try {
      make(tree, "/zklocked", 0);
      for (int number = 1; number <= COUNT; number++) {
        make(tree, Section.directory(name(number)), Integer.MAX_VALUE - LEFT);
      }
      tree.lastProcessedZxid = EPOCH_ONE + COUNT;
      files.save(tree, new ConcurrentHashMap<>(), true);
    } finally {
      files.close();
    }
  }

  private static void make(DataTree tree, String path, int counter) throws IOException {
    try {
      tree.createNode(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, 0, -1, EPOCH_ONE, 0);
    } catch (org.apache.zookeeper.KeeperException e) {
      throw new IOException(e);
    }
    tree.getNode(path).stat.setCversion(counter);
  }
}
