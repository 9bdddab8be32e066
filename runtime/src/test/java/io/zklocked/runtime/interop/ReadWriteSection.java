package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.Fencing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What one read/write lock protects, and what it saw: writers alone, readers together. Thread-safe.
 */
final class ReadWriteSection {

  /** Takes about the time of a round trip. */
  private final Callable<?> visit;

  @GuardedBy("this")
  private int readers;

  @GuardedBy("this")
  private int writers;

  @GuardedBy("this")
  private int mostReaders;

  @GuardedBy("this")
  private int reads;

  @GuardedBy("this")
  private int writes;

  @GuardedBy("this")
  private int overlaps;

  @GuardedBy("this")
  private final List<Fencing> tokens = new ArrayList<>();

  ReadWriteSection(Callable<?> visit) {
    this.visit = visit;
  }

  void read() throws Exception {
    synchronized (this) {
      reads++;
      readers++;
      mostReaders = Math.max(mostReaders, readers);
      overlaps += writers > 0 ? 1 : 0;
    }
    visit.call();
    synchronized (this) {
      readers--;
    }
  }

  /** One of ours writes. */
  void write(Fencing token) throws Exception {
    synchronized (this) {
      tokens.add(token);
    }
    write();
  }

  /** One of theirs writes. */
  void write() throws Exception {
    synchronized (this) {
      writes++;
      writers++;
      overlaps += writers > 1 || readers > 0 ? 1 : 0;
    }
    visit.call();
    synchronized (this) {
      writers--;
    }
  }

  /** No overlap; write tokens strictly increasing. Says so in a few words. */
  synchronized String verdict() {
    assertThat(overlaps).isZero();
    assertThat(mostReaders).as("readers at once").isGreaterThan(1);
    assertThat(tokens).as("fencing tokens, in order of entry").isSorted().doesNotHaveDuplicates();
    return "%d reads (up to %d at once), %d writes: overlaps 0, %d write tokens increase"
        .formatted(reads, mostReaders, writes, tokens.size());
  }
}
