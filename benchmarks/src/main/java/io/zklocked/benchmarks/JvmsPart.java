package io.zklocked.benchmarks;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Several JVMs of several threads that want the same lock. */
final class JvmsPart extends PeerPart {

  /** What the command line calls it. */
  static final String NAME = "jvms";

  /** How many JVMs. */
  static final int JVMS = 4;

  private static final int THREADS = 8;

  private final Crew crew;
  private final Pace pace;

  JvmsPart(Lineup lineup, Crew crew, Pace pace) {
    super(lineup, Figure.JVMS, Figure.JVMS_MEAN, Figure.JVMS_P999, Figure.JVMS_LONGEST);
    this.crew = crew;
    this.pace = pace;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "4 JVMs of 8 threads on one key, empty body";
  }

  @Override
  void measure(PeerKind kind, Results results) throws Exception {
    long nanos = pace.crewNanos();
    Load load = new Load(THREADS, pace.warmNanos(nanos), nanos, 0);
    Waits waits = crew.all(new Worker.Order(kind, "jvms", load));
    results.add(Figure.JVMS, kind.title(), waits.callsPerSecond());
    results.pool(name(), kind.title(), waits);
  }

  @Override
  public void finish(Results results) {
    results
        .pooled(name())
        .forEach(
            (row, waits) -> {
              Histogram nanos = waits.waits();
              results.add(Figure.JVMS_MEAN, row, nanos.getMean() / 1e6);
              results.add(Figure.JVMS_P999, row, nanos.getValueAtPercentile(99.9) / 1e6);
              results.add(Figure.JVMS_LONGEST, row, nanos.getMaxValue() / 1e6);
            });
  }

  @Override
  public List<String> notes() {
    return List.of("Waits are those of all rounds together, each measured to its end.");
  }
}
