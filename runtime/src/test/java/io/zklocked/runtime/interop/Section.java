package io.zklocked.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.zklocked.Fencing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one exclusive lock protects, and what it saw: who was inside, in which order, never two at
 * once. Thread-safe.
 */
final class Section {

  private final Meeting meeting;
  private final String path;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger overlaps = new AtomicInteger();

  @GuardedBy("this")
  private final List<Long> numbers = new ArrayList<>();

  @GuardedBy("this")
  private final List<Fencing> tokens = new ArrayList<>();

  Section(Meeting meeting, String path) {
    this.meeting = meeting;
    this.path = path;
  }

  /** One of ours is inside. */
  void visit(Fencing token) throws Exception {
    synchronized (this) {
      tokens.add(token);
    }
    visit();
  }

  /** One of theirs is inside; for about the time of a round trip. */
  void visit() throws Exception {
    if (inside.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    long number = meeting.headNumber(path);
    synchronized (this) {
      numbers.add(number);
    }
    inside.decrementAndGet();
  }

  /** No overlap; by number; tokens strictly increasing. Says so in a few words. */
  synchronized String verdict() {
    assertThat(overlaps).hasValue(0);
    assertThat(numbers).as("numbers of the first in line, in order of entry").isSorted();
    assertThat(tokens).as("fencing tokens, in order of entry").isSorted().doesNotHaveDuplicates();
    return "%d entries, %d of ours: overlaps 0, order by number, %d tokens increase"
        .formatted(numbers.size(), tokens.size(), tokens.size());
  }
}
