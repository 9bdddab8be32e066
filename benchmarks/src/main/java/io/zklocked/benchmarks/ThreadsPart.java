package io.zklocked.benchmarks;

/** Many threads of one JVM that want the same lock. */
final class ThreadsPart extends PeerPart {

  private static final int THREADS = 32;

  private final Pace pace;
  private final String name;
  private final String title;
  private final Figure figure;

  private ThreadsPart(Lineup lineup, Pace pace, String name, String title, Figure figure) {
    super(lineup, figure);
    this.pace = pace;
    this.name = name;
    this.title = title;
    this.figure = figure;
  }

  /** Threads that exclude each other. */
  static ThreadsPart exclusive(Lineup lineup, Pace pace) {
    return new ThreadsPart(
        lineup, pace, "threads", "32 threads of one JVM on one key, empty body", Figure.THREADS);
  }

  /** Threads that only read. */
  static ThreadsPart readers(Lineup lineup, Pace pace) {
    return new ThreadsPart(
        lineup,
        pace,
        "readers",
        "32 threads of one JVM with the read lock of one key, empty body",
        Figure.READERS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  void measure(PeerKind kind, Results results) throws Exception {
    Peer peer = peer(kind);
    long nanos = pace.loadNanos();
    Waits waits = new Load(THREADS, pace.warmNanos(nanos), nanos, 0).run(() -> peer.mutex(name));
    results.add(figure, kind.title(), waits.callsPerSecond());
  }
}
