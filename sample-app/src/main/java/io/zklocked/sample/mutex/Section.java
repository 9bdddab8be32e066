package io.zklocked.sample.mutex;

import io.zklocked.FencingToken;
import io.zklocked.HeldLock;
import io.zklocked.ZkLocked;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The section that only one worker may be in. What it reports as its start and end is taken inside
 * the lock, so that two reported intervals overlap only if two workers were inside at once. Thread-
 * safe.
 */
public class Section {

  /** Who enters without a lock. */
  static final String NOBODY = "none";

  private final int worker;
  private final Consumer<MutexEvent> report;

  /**
   * A worker's view of the section.
   *
   * @param worker the worker's number
   * @param report told of each start and end
   */
  public Section(int worker, Consumer<MutexEvent> report) {
    this.worker = worker;
    this.report = report;
  }

  /**
   * Does a task inside the section.
   *
   * @param task the task's number
   * @param length how long it takes
   * @param token of the lock, filled in by it; 0 where nobody applies the lock
   * @return how long it took, from the start to the end as reported
   */
  @ZkLocked("mutex")
  public Duration enter(int task, Duration length, @FencingToken long token) {
    // A contender's number on ZooKeeper is the server's business; a program knows it by the fencing
    // token, which is given out in the same order.
    String contender = token == 0 ? NOBODY : HeldLock.current().fencing().toString();
    Instant start = Instant.now();
    report.accept(new MutexEvent(start, worker, task, "starts", "contender " + contender));
    long until = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    Instant end = Instant.now();
    report.accept(new MutexEvent(end, worker, task, "ends", "contender " + contender));
    return Duration.between(start, end);
  }
}
