package io.zklocked.benchmarks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** Bytes on their way: each chunk arrives a fixed time after it was sent. Thread-safe. */
final class DelayedBytes {

  private final long delayNanos;
  private final BlockingQueue<Sent> onTheWay = new LinkedBlockingQueue<>();

  DelayedBytes(long delayNanos) {
    this.delayNanos = delayNanos;
  }

  /** Sends a chunk, which is not empty. */
  void put(byte[] chunk) {
    onTheWay.add(new Sent(chunk, System.nanoTime() + delayNanos));
  }

  /** Nothing more comes after what was sent. */
  void end() {
    put(new byte[0]);
  }

  /** The next chunk, once it has arrived; empty at the end. Blocks until then. */
  byte[] take() throws InterruptedException {
    Sent next = onTheWay.take();
    for (long left = next.due - System.nanoTime(); left > 0; left = next.due - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return next.chunk;
  }

  private static final class Sent {
    private final byte[] chunk;
    private final long due;

    Sent(byte[] chunk, long due) {
      this.chunk = chunk;
      this.due = due;
    }
  }
}
