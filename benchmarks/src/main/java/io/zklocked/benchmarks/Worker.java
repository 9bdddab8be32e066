package io.zklocked.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.TimeUnit;

/**
 * One of several JVMs that want the same lock. Reads a load from each line of its standard input,
 * runs it, and prints what it measured; ends with its input.
 */
final class Worker {

  /** Begins the answer of a load that was run. */
  static final String DONE = "done ";

  /** Begins the answer of one that has failed. */
  static final String FAILED = "failed ";

  private Worker() {}

  /**
   * Works. Blocks until the input ends.
   *
   * @param addresses where the servers are
   */
  static void work(Addresses addresses) throws Exception {
    try (Peers peers = new Peers(addresses)) {
      BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        System.out.println(answer(Order.parse(line), peers));
      }
    }
  }

  private static String answer(Order order, Peers peers) {
    try {
      Peer peer = peers.get(order.peer);
      return DONE + order.load.run(() -> peer.mutex(order.key)).encode();
    } catch (Exception e) { // the process that asked decides what follows
      return FAILED + e.toString().lines().findFirst().orElse("");
    }
  }

  /**
   * What a worker is to do.
   *
   * @param peer by which peer
   * @param key which lock
   * @param load how
   */
  record Order(PeerKind peer, String key, Load load) {

    /** As one line. */
    String text() {
      return "%s %s %d %d %d %d"
          .formatted(
              peer.name(),
              key,
              load.threads(),
              TimeUnit.NANOSECONDS.toMicros(load.warmNanos()),
              TimeUnit.NANOSECONDS.toMicros(load.nanos()),
              TimeUnit.NANOSECONDS.toMicros(load.pauseNanos()));
    }

    static Order parse(String text) {
      String[] parts = text.split(" ", 6);
      return new Order(
          PeerKind.valueOf(parts[0]),
          parts[1],
          new Load(
              Integer.parseInt(parts[2]),
              TimeUnit.MICROSECONDS.toNanos(Long.parseLong(parts[3])),
              TimeUnit.MICROSECONDS.toNanos(Long.parseLong(parts[4])),
              TimeUnit.MICROSECONDS.toNanos(Long.parseLong(parts[5]))));
    }
  }
}
