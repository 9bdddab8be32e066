package io.zklocked.runtime.order;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The orders of this process that others can read, by their directories; bounded. Thread-safe; the
 * lock guards them, and nobody is called under it.
 *
 * <p>A sample has those that come first by a hash which both directions of a pair have in common.
 * So two processes that take the same pairs publish the same ones, whichever they see first, and
 * find the opposite orders among them; and a million pairs are about a thousand nodes written, one
 * after the other.
 */
final class Notices {

  private final String directory;
  private final int most;
  private final boolean isSample;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<String, Notice> byDirectory = new HashMap<>();

  /** From this rank on there is no room; negative for none at all. */
  private volatile int limit = Integer.MAX_VALUE;

  /**
   * There are none yet.
   *
   * @param directory above theirs
   * @param most how many there are at once
   * @param isSample whether further ones may take the place of others
   */
  Notices(String directory, int most, boolean isSample) {
    this.directory = directory;
    this.most = most;
    this.isSample = isSample;
  }

  String directory() {
    return directory;
  }

  String directory(Order order) {
    return directory + "/" + OrderPath.of(order).name();
  }

  @Nullable Notice get(String itsDirectory) {
    lock.lock();
    try {
      return byDirectory.get(itsDirectory);
    } finally {
      lock.unlock();
    }
  }

  /** Whether an order may be added now. */
  boolean hasRoomFor(Order order) {
    return rank(order) < limit;
  }

  private static int rank(Order order) {
    int hash = order.held().hashCode() + order.wanted().hashCode();
    hash *= 0x9E3779B9; // hashes of keys that are counted up differ in their last bits alone
    return (hash ^ (hash >>> 15)) & 0x7FFFFFFE;
  }

  /** Adds one; gives those in whose place it is, to be withdrawn. */
  List<Notice> add(Notice notice) {
    List<Notice> replaced = new ArrayList<>();
    lock.lock();
    try {
      Notice before = byDirectory.put(notice.directory(), notice);
      if (before != null) {
        replaced.add(before);
      }
      if (byDirectory.size() > most) {
        Notice last = last();
        byDirectory.remove(last.directory());
        replaced.add(last);
      }
      setLimit();
    } finally {
      lock.unlock();
    }
    return replaced;
  }

  @GuardedBy("lock")
  private void setLimit() {
    boolean hasPlace = byDirectory.size() < most;
    limit = hasPlace ? Integer.MAX_VALUE : isSample ? rank(last().witness().order()) : -1;
  }

  @GuardedBy("lock")
  private Notice last() {
    return Collections.max(
        byDirectory.values(), Comparator.comparingInt(notice -> rank(notice.witness().order())));
  }

  void remove(Notice notice) {
    lock.lock();
    try {
      byDirectory.remove(notice.directory(), notice);
      setLimit();
    } finally {
      lock.unlock();
    }
  }

  List<Notice> all() {
    lock.lock();
    try {
      return List.copyOf(byDirectory.values());
    } finally {
      lock.unlock();
    }
  }
}
