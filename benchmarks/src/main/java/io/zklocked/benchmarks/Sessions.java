package io.zklocked.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many sessions of ours in this JVM, as many processes would have them.
 *
 * @param peers one for each session, connected
 */
record Sessions(List<ZkLockedPeer> peers) implements AutoCloseable {

  private static final int AT_ONCE = 16;

  /** Opens sessions. Blocks until all are connected. */
  static Sessions open(int count, Addresses addresses) throws InterruptedException {
    List<Callable<ZkLockedPeer>> openings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String own = "connected-" + i;
      openings.add(
          () -> {
            ZkLockedPeer peer = ZkLockedPeer.open(addresses);
            peer.hold(own).close();
            return peer;
          });
    }
    return new Sessions(atOnce(openings));
  }

  @Override
  public void close() {
    List<Callable<ZkLockedPeer>> closings = new ArrayList<>();
    for (ZkLockedPeer peer : peers) {
      closings.add(
          () -> {
            peer.close();
            return peer;
          });
    }
    try {
      atOnce(closings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the sessions end with this JVM
    }
  }

  private static List<ZkLockedPeer> atOnce(List<Callable<ZkLockedPeer>> tasks)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<ZkLockedPeer> done = new ArrayList<>();
      for (Future<ZkLockedPeer> one : pool.invokeAll(tasks)) {
        done.add(one.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new BenchmarkException("a session failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }
}
