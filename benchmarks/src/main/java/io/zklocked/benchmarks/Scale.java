package io.zklocked.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Measures how our locks grow: with threads, sessions, keys and waiters. Confined to one thread.
 */
final class Scale {

  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Options options;
  private final PrintStream out;
  private final PrintStream progress;
  private final Cleanup cleanup;

  Scale(Options options, PrintStream out, PrintStream progress, Cleanup cleanup) {
    this.options = options;
    this.out = out;
    this.progress = progress;
    this.cleanup = cleanup;
  }

  /** Measures and prints. Blocks for minutes. */
  void run() throws Exception {
    progress.println("starting servers");
    Site site = Site.open(options.servers(), false, cleanup);
    Addresses addresses = site.addresses(options.roundTrip());
    Onlooker onlooker = cleanup.add(new Onlooker(site.servers(), addresses));
    Setting setting = new Setting(addresses, onlooker, options, progress);
    Notifications notifications = new Notifications();
    Addresses tapped = site.addresses(options.roundTrip(), notifications::tap);
    out.println("zklocked scale: " + site.network(options.roundTrip()));
    out.println(Machine.description(site.directory()));
    out.println("load of the last minute: " + Machine.load());
    List<ScalePart> parts =
        List.of(
            new ThreadScale(setting),
            new SessionScale(setting),
            new KeyScale(setting),
            new WatchScale(setting, tapped, notifications),
            new OrdersScale(setting));
    for (ScalePart part : parts) {
      if (options.wantsPart(part.name())) {
        print(part);
      }
    }
    out.println();
    out.println("nodes left below /zklocked in the end: " + onlooker.leftAfter(IDLE));
    out.println("load of the last minute: " + Machine.load());
  }

  private void print(ScalePart part) throws Exception {
    progress.println(part.title());
    List<String> lines = part.measure();
    out.println();
    out.println(part.title());
    lines.forEach(out::println);
  }
}
