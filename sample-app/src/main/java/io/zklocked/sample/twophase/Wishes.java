package io.zklocked.sample.twophase;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What clients want of the coordinator. A wish is for one term of office: in another it would be
 * written a second time, or behind what its client wrote since. Thread-safe.
 */
final class Wishes {

  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

  void add(Wish wish) {
    wishes.add(wish);
  }

  /** Waits a moment for the next one of a term, and forgets those of others; null if none came. */
  @Nullable Wish poll(long term, Duration moment) throws InterruptedException {
    long deadline = System.nanoTime() + moment.toNanos();
    Wish wish;
    do {
      wish = wishes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } while (wish != null && wish.term() != term);
    return wish;
  }
}
