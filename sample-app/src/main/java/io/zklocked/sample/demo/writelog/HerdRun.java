package io.zklocked.sample.demo.writelog;

import io.zklocked.sample.demo.page.Curves.Point;
import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.DemoException;
import io.zklocked.sample.demo.stage.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures how many waiters a release wakes. One client holds and the others stand in line, each on
 * a session of its own and behind a line of its own that counts. Then one after the other releases,
 * as soon as it holds and all behind it wait again; so one pass gives the figure for every number
 * of waiters. Counted are the events of watches under the lock's directory that those in line are
 * told of from one release to the next. Confined to one thread.
 */
final class HerdRun {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Screen screen;
  private final String server;
  private final String chroot;

  /** Makes a lock for one client. */
  @FunctionalInterface
  interface Maker {
    HerdLock make(String connect) throws Exception;
  }

  /**
   * A measurement at one server.
   *
   * @param screen where progress is shown
   * @param connect the ensemble; its first server is used
   */
  HerdRun(Screen screen, String connect) {
    this.screen = screen;
    int slash = connect.indexOf('/');
    String servers = slash < 0 ? connect : connect.substring(0, slash);
    this.server = servers.contains(",") ? servers.substring(0, servers.indexOf(',')) : servers;
    this.chroot = slash < 0 ? "" : connect.substring(slash);
  }

  /**
   * Measures one kind of lock.
   *
   * @param name of it
   * @param path what the paths of its directory contain
   * @param waiters how many stand in line at first
   * @param maker of the clients' locks
   * @return for each number of waiters from 1 on, how many of them were told of a release
   */
  List<Point> measure(String name, String path, int waiters, Maker maker) throws Exception {
    List<Point> points = new ArrayList<>();
    try (Cleanup clients = new Cleanup()) {
      List<CountingLine> lines = new ArrayList<>();
      List<HerdLock> locks = new ArrayList<>();
      List<CompletionStage<?>> granted = new ArrayList<>();
      for (int i = 0; i <= waiters; i++) {
        screen.progress("  %s: %d of %d in line".formatted(name, i, waiters));
        lines.add(clients.add(new CountingLine(server, path)));
        locks.add(clients.add(maker.make(lines.get(i).address() + chroot)));
        granted.add(locks.get(i).acquire());
        if (i == 0) {
          await(granted.get(0));
        } else {
          lines.get(i).awaitArmed(PATIENCE);
        }
      }
      awaitArmed(lines, 1);
      List<Long> counted = told(lines);
      for (int holder = 0; holder < waiters; holder++) {
        screen.progress("  %s: %d of %d releases".formatted(name, holder, waiters));
        locks.get(holder).release();
        await(granted.get(holder + 1));
        for (int i = holder + 1; locks.get(holder).tellsAll() && i <= waiters; i++) {
          lines.get(i).awaitTold(counted.get(i), PATIENCE);
        }
        awaitArmed(lines, holder + 2);
        List<Long> told = told(lines);
        long sum = 0;
        for (int i = holder + 1; i <= waiters; i++) {
          sum += told.get(i) - counted.get(i);
        }
        points.add(0, new Point(waiters - holder, sum));
        counted = told; // what comes later counts for the next release, and is not lost
      }
      locks.get(waiters).release();
    }
    return points;
  }

  private static void awaitArmed(List<CountingLine> lines, int from) throws InterruptedException {
    for (CountingLine line : lines.subList(Math.min(from, lines.size()), lines.size())) {
      line.awaitArmed(PATIENCE);
    }
  }

  private static List<Long> told(List<CountingLine> lines) {
    return lines.stream().map(CountingLine::notifications).toList();
  }

  private static void await(CompletionStage<?> granted)
      throws InterruptedException, ExecutionException {
    try {
      granted.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new DemoException("The next in line was not let in within " + PATIENCE + ".", e);
    }
  }
}
