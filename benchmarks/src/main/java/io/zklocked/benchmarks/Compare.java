package io.zklocked.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Measures the locks beside their peers, in turn within each round. Confined to one thread. */
final class Compare {

  private static final PeerKind[] DISTRIBUTED = {
    PeerKind.ZKLOCKED,
    PeerKind.CURATOR_SHARED,
    PeerKind.CURATOR_OWN,
    PeerKind.SPRING,
    PeerKind.SHEDLOCK,
    PeerKind.REDISSON,
    PeerKind.REDISSON_FENCED
  };
  private static final PeerKind[] READERS = {
    PeerKind.ZKLOCKED_READ,
    PeerKind.CURATOR_READ_SHARED,
    PeerKind.CURATOR_READ_OWN,
    PeerKind.REDISSON_READ,
    PeerKind.LOCAL_READ
  };
  private static final PeerKind[] QUICK = {
    PeerKind.ZKLOCKED,
    PeerKind.ZKLOCKED_RETAINED,
    PeerKind.CURATOR_SHARED,
    PeerKind.SPRING,
    PeerKind.REDISSON,
    PeerKind.LOCAL_UNFAIR
  };

  private final Options options;
  private final PrintStream out;
  private final PrintStream progress;
  private final Cleanup cleanup;
  private final Pace pace;
  private final Results results = new Results();

  Compare(Options options, PrintStream out, PrintStream progress, Cleanup cleanup) {
    this.options = options;
    this.out = out;
    this.progress = progress;
    this.cleanup = cleanup;
    this.pace = new Pace(options.quick());
  }

  /** Measures and prints. Blocks for minutes. */
  void run() throws Exception {
    progress.println("starting servers and workers");
    Site site = Site.open(options.servers(), true, cleanup);
    String load = Machine.load();
    List<Part> parts = parts(site);
    warmUp(parts);
    for (int round = 1; round <= options.rounds(); round++) {
      for (Part part : parts) {
        progress.printf("round %d of %d: %s%n", round, options.rounds(), part.title());
        part.measure(round, results);
      }
    }
    parts.forEach(part -> part.finish(results));
    printHead(site, load);
    parts.forEach(this::print);
    printFailures();
    out.println();
    out.println("Bars (ratios within this run, medians over the rounds)");
    Bars.of(!options.roundTrip().isZero()).forEach(bar -> out.println(bar.line(results)));
  }

  /** A round that does not count: it compiles the code and opens the sessions. */
  private void warmUp(List<Part> parts) throws Exception {
    progress.println("warming up");
    Results warm = new Results();
    for (Part part : parts) {
      part.measure(0, warm);
    }
    warm.failures().forEach(results::failed);
  }

  private List<Part> parts(Site site) throws Exception {
    Addresses near = site.addresses(options.roundTrip());
    Peers peers = cleanup.add(new Peers(near));
    List<Part> parts = new ArrayList<>();
    parts.add(new LatencyPart(lineup(peers, single()), pace));
    if (options.roundTrip().isZero()) {
      Peers far = cleanup.add(new Peers(site.addresses(FarPart.ROUND_TRIP)));
      parts.add(new FarPart(lineup(far, PeerKind.ZKLOCKED, PeerKind.CURATOR_SHARED), pace));
    }
    parts.add(ThreadsPart.exclusive(lineup(peers, withFloors()), pace));
    parts.add(ThreadsPart.readers(lineup(peers, READERS), pace));
    parts.add(new CallsPart(pace));
    parts.add(QuickPart.of(lineup(peers, QUICK), pace));
    if (options.wantsPart(JvmsPart.NAME) || options.wantsPart(RemotePart.NAME)) {
      Crew crew = cleanup.add(Crew.start(JvmsPart.JVMS, near));
      parts.add(new JvmsPart(lineup(peers, DISTRIBUTED), crew, pace));
      parts.add(
          new RemotePart(lineup(peers, PeerKind.ZKLOCKED, PeerKind.CURATOR_SHARED), crew, pace));
    }
    parts.removeIf(part -> !options.wantsPart(part.name()));
    return parts;
  }

  /** A mutex a thread is no other than a shared one where there is one thread. */
  private static PeerKind[] single() {
    return Stream.concat(
            Stream.of(DISTRIBUTED).filter(kind -> kind != PeerKind.CURATOR_OWN),
            Stream.of(PeerKind.ONE_WRITE, PeerKind.LOCAL_FAIR, PeerKind.LOCAL_UNFAIR))
        .toArray(PeerKind[]::new);
  }

  private static PeerKind[] withFloors() {
    return Stream.concat(
            Stream.of(DISTRIBUTED), Stream.of(PeerKind.LOCAL_FAIR, PeerKind.LOCAL_UNFAIR))
        .toArray(PeerKind[]::new);
  }

  private Lineup lineup(Peers peers, PeerKind... kinds) {
    return new Lineup(Stream.of(kinds).filter(options::wantsPeer).toList(), peers);
  }

  private void printHead(Site site, String loadBefore) throws IOException {
    out.printf(
        "zklocked compare: %d rounds, in each the peers in turn; %s%n",
        options.rounds(), site.network(options.roundTrip()));
    out.println(Machine.description(site.directory()));
    out.printf("load of the last minute: %s before, %s after%n", loadBefore, Machine.load());
    out.println(
        "Figures are the median over the rounds [smallest..largest]. Redis writes no disk.");
  }

  private void printFailures() {
    if (!results.failures().isEmpty()) {
      out.println();
      out.println("Failed, and measured again");
      results.failures().forEach(failure -> out.println("  " + failure));
    }
  }

  private void print(Part part) {
    List<String> headings = new ArrayList<>(List.of(""));
    part.figures().forEach(figure -> headings.add(figure.title()));
    Table table = new Table(headings);
    for (String row : part.rows()) {
      String reason = part.whyNot(row);
      if (reason == null) {
        table.add(cells(part, row));
      } else {
        table.addReason(row, reason);
      }
    }
    out.println();
    out.println(part.title());
    table.lines().forEach(out::println);
    part.notes().forEach(note -> out.println("  " + note));
  }

  private List<String> cells(Part part, String row) {
    List<String> cells = new ArrayList<>(List.of(row));
    for (Figure figure : part.figures()) {
      Samples samples = results.of(figure, row);
      cells.add(samples == null ? "-" : samples.toString());
    }
    return cells;
  }
}
