package io.zklocked.runtime.curator;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers letters one at a time, in the order in which they were posted, whichever thread brings
 * them. Whoever finds the box empty delivers, until it is empty again; the others leave their
 * letter to him. Thread-safe, without a lock: no letter is opened under one.
 */
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
  private final AtomicInteger undelivered = new AtomicInteger();
  private final Executor elsewhere;

  /**
   * @param elsewhere where letters are delivered that must not be delivered by who posts them
   */
  Mailbox(Executor elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** Posts a letter, and delivers it on this thread unless another one is delivering. */
  void post(Runnable letter) {
    letters.add(letter);
    if (undelivered.getAndIncrement() == 0) {
      deliver();
    }
  }

  /** Posts a letter that is never delivered on this thread before the call has returned. */
  void postElsewhere(Runnable letter) {
    letters.add(letter);
    if (undelivered.getAndIncrement() == 0) {
      elsewhere.execute(this::deliver);
    }
  }

  private void deliver() {
    do {
      Runnable letter = letters.remove();
      try {
        letter.run();
      } catch (RuntimeException | Error e) {
        // Whoever failed, the letters behind this one must arrive.
        LOG.error("An event of the ZooKeeper session was not taken", e);
      }
    } while (undelivered.decrementAndGet() != 0);
  }
}
