package io.zklocked.benchmarks;

import io.zklocked.runtime.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One key, a thousand sessions that wait for it, and what each release makes the servers send. */
final class WatchScale implements ScalePart {

  private static final String KEY = "watches";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Setting setting;
  private final Addresses tapped;
  private final Notifications notifications;

  /**
   * Makes the part.
   *
   * @param setting where it is measured
   * @param tapped where clients connect to be listened to
   * @param notifications counts what is sent to those
   */
  WatchScale(Setting setting, Addresses tapped, Notifications notifications) {
    this.setting = setting;
    this.tapped = tapped;
    this.notifications = notifications;
  }

  @Override
  public String name() {
    return "watches";
  }

  @Override
  public String title() {
    return "One key, a queue of sessions that wait: notifications for each release";
  }

  @Override
  public List<String> measure() throws Exception {
    int waiters = setting.options().quick() ? 50 : 1_000;
    setting.progress().println("  opening " + (waiters + 1) + " sessions");
    try (Sessions sessions = Sessions.open(waiters + 1, tapped)) {
      ExecutorService pool = Executors.newFixedThreadPool(waiters);
      try {
        return measure(sessions, pool);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private List<String> measure(Sessions sessions, ExecutorService pool) throws Exception {
    List<ZkLockedPeer> peers = sessions.peers();
    Hold first = peers.get(0).hold(KEY);
    setting.progress().println("  queueing");
    List<Future<?>> waiting = new ArrayList<>();
    for (ZkLockedPeer peer : peers.subList(1, peers.size())) {
      waiting.add(pool.submit(() -> peer.hold(KEY).close()));
    }
    setting.onlooker().awaitAtLeast(peers.size(), "/zklocked/" + KEY, PATIENCE);
    double sentBefore = setting.onlooker().notifications();
    Count before = count();
    first.close();
    for (Future<?> one : waiting) {
      await(one);
    }
    setting.onlooker().awaitAtMost(0, "/zklocked/" + KEY, PATIENCE);
    Count seen = count().minus(before);
    return lines(peers.size(), seen, setting.onlooker().notifications() - sentBefore);
  }

  private static List<String> lines(int releases, Count seen, double sent) {
    Table table =
        new Table(
            List.of(
                "releases",
                "to other sessions",
                "to the releaser: own node",
                "to the releaser: directory",
                "watches fired by the servers"));
    table.add(
        List.of(
            Words.number(releases),
            Words.number((double) seen.others / releases),
            Words.number((double) seen.ownNode / releases),
            Words.number((double) seen.ownDirectory / releases),
            Words.number(sent / releases)));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add(
        "  Each is a session of its own, with one thread; each release frees the next one. The first");
    lines.add(
        "  three are notifications for each release as they pass a link between servers and clients;");
    lines.add("  a holder watches its own node to notice that somebody else deletes it.");
    double others = (double) seen.others / releases;
    lines.add(Bar.line(others <= 1, "at most 1 notification to others: " + Words.number(others)));
    return lines;
  }

  private static void await(Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      throw new BenchmarkException("a waiter failed: " + e.getCause(), e);
    }
  }

  private Count count() {
    return new Count(
        notifications.toOthers(), notifications.ofOwnNode(), notifications.ofOwnDirectory());
  }

  private record Count(long others, long ownNode, long ownDirectory) {
    Count minus(Count before) {
      return new Count(
          others - before.others, ownNode - before.ownNode, ownDirectory - before.ownDirectory);
    }
  }
}
