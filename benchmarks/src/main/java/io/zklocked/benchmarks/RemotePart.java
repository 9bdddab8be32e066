package io.zklocked.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One waiter of another JVM, beside many threads that hand the lock to each other. */
final class RemotePart extends PeerPart {

  /** What the command line calls it. */
  static final String NAME = "remote";

  /** For how long a JVM hands a lock on among its own threads once somebody else waits for it. */
  static final double BUDGET_MILLIS = 20;

  private static final int CROWD = 64;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Crew crew;
  private final Pace pace;

  RemotePart(Lineup lineup, Crew crew, Pace pace) {
    super(lineup, Figure.REMOTE, Figure.REMOTE_P99, Figure.REMOTE_LONGEST, Figure.REMOTE_CALLS);
    this.crew = crew;
    this.pace = pace;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "One thread of one JVM beside 64 threads of another on one key, empty body";
  }

  @Override
  void measure(PeerKind kind, Results results) throws Exception {
    long nanos = pace.crewNanos();
    long warm = pace.warmNanos(nanos);
    Load crowd = new Load(CROWD, 0, nanos + 2 * warm, 0);
    Load lonely = new Load(1, warm, nanos, PAUSE_NANOS);
    Waits waits =
        crew.oneBeside(
            new Worker.Order(kind, "remote", lonely), new Worker.Order(kind, "remote", crowd));
    results.add(Figure.REMOTE_CALLS, kind.title(), waits.callsPerSecond());
    results.pool(name(), kind.title(), waits);
  }

  @Override
  public void finish(Results results) {
    results
        .pooled(name())
        .forEach(
            (row, waits) -> {
              Histogram nanos = waits.waits();
              results.add(Figure.REMOTE, row, nanos.getValueAtPercentile(50) / 1e6);
              results.add(Figure.REMOTE_P99, row, nanos.getValueAtPercentile(99) / 1e6);
              results.add(Figure.REMOTE_LONGEST, row, nanos.getMaxValue() / 1e6);
            });
  }

  @Override
  public List<String> notes() {
    return List.of(
        "The one thread pauses 5 ms between its calls. A hand-off budget is 32 hand-offs or 20 ms.");
  }
}
