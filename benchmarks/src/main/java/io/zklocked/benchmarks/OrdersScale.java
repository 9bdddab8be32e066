package io.zklocked.benchmarks;

import io.zklocked.runtime.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One key, while many others are held whose names begin with its own. */
final class OrdersScale implements ScalePart {

  private static final int THREADS = 64;
  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double SLOWER = 1.1;

  private final Setting setting;

  OrdersScale(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return "orders";
  }

  @Override
  public String title() {
    return "Lock \"orders\" while keys \"orders/...\" are held: acquire + release p50, us";
  }

  @Override
  public List<String> measure() throws Exception {
    int keys = setting.options().quick() ? 1_000 : 100_000;
    Table table =
        new Table(
            List.of("", "held keys", "alone", "beside them", "another key beside them", "of that"));
    Samples relative = row("orders", "customers", keys, "relative", table);
    Samples absolute = row("/shop/orders", "/shop/customers", keys, "absolute", table);
    List<String> lines = new ArrayList<>(table.lines());
    lines.add(
        "  A relative key is one node below the root, so no key lies beneath another. An absolute");
    lines.add(
        "  one is a path: whoever locks /shop/orders has to read the names of all that lies below.");
    lines.add(bar("relative", relative));
    lines.add(bar("absolute", absolute));
    return lines;
  }

  private static String bar(String style, Samples ratio) {
    return Bar.line(
        ratio.median() <= SLOWER,
        "%s: as fast as another key beside them (at most %s of its time): %s"
            .formatted(style, Words.number(SLOWER), ratio));
  }

  private Samples row(String key, String other, int keys, String style, Table table)
      throws Exception {
    try (ZkLockedPeer crowd = ZkLockedPeer.open(setting.addresses());
        ZkLockedPeer peer = ZkLockedPeer.open(setting.addresses())) {
      Samples alone = new Samples(p50(peer, key));
      setting.progress().printf("  holding %,d keys %s/...%n", keys, key);
      Collection<Hold> holds = holdAll(crowd, key, keys);
      Samples beside = new Samples(p50(peer, key));
      Samples another = new Samples(p50(peer, other));
      for (int round = 1; round < ROUNDS; round++) {
        beside = beside.and(p50(peer, key));
        another = another.and(p50(peer, other));
      }
      setting.progress().println("  releasing them");
      holds.forEach(Hold::close);
      awaitGone(key, keys);
      Samples ratio = beside.dividedBy(another);
      table.add(
          List.of(
              style,
              Words.number(keys),
              alone.toString(),
              beside.toString(),
              another.toString(),
              ratio.toString()));
      return ratio;
    }
  }

  /** Until what was held is gone: an absolute key's directories stay. */
  private void awaitGone(String key, int keys) throws Exception {
    if (key.startsWith("/")) {
      setting.onlooker().awaitAtMost(keys, key, PATIENCE);
    } else {
      setting.onlooker().leftAfter(PATIENCE);
    }
  }

  private double p50(ZkLockedPeer peer, String key) throws Exception {
    long nanos = setting.pace().latencyNanos();
    OneThread one = OneThread.measure(peer.mutex(key), setting.pace().warmNanos(nanos), nanos, 0);
    return LatencyPart.micros(one.whole(), 50);
  }

  private static Collection<Hold> holdAll(ZkLockedPeer crowd, String key, int keys)
      throws InterruptedException {
    Collection<Hold> holds = new ConcurrentLinkedQueue<>();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> shares = new ArrayList<>();
      for (int share = 0; share < THREADS; share++) {
        int first = share;
        shares.add(
            pool.submit(
                () -> {
                  for (int i = first; i < keys; i += THREADS) {
                    holds.add(crowd.hold(key + "/" + i));
                  }
                }));
      }
      for (Future<?> share : shares) {
        share.get();
      }
      return holds;
    } catch (ExecutionException e) {
      throw new BenchmarkException("a key could not be held: " + e.getCause(), e);
    } finally {
      pool.shutdown();
    }
  }
}
