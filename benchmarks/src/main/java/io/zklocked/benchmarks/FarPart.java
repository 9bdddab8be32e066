package io.zklocked.benchmarks;

import java.time.Duration;

/** One thread alone, and servers that are further away. */
final class FarPart extends PeerPart {

  /** What the link adds to each round trip. */
  static final Duration ROUND_TRIP = Duration.ofMillis(2);

  private final Pace pace;

  /**
   * Makes the part.
   *
   * @param lineup whose peers are connected through a link that takes so long
   * @param pace how long
   */
  FarPart(Lineup lineup, Pace pace) {
    super(lineup, Figure.FAR, Figure.FAR_P99);
    this.pace = pace;
  }

  @Override
  public String name() {
    return "far";
  }

  @Override
  public String title() {
    return "One thread, each round trip 2 ms longer: acquire + release";
  }

  @Override
  void measure(PeerKind kind, Results results) throws Exception {
    long nanos = pace.latencyNanos();
    OneThread far = OneThread.measure(mutex(kind, "far"), pace.warmNanos(nanos), nanos, 0);
    results.add(Figure.FAR, kind.title(), LatencyPart.micros(far.whole(), 50));
    results.add(Figure.FAR_P99, kind.title(), LatencyPart.micros(far.whole(), 99));
  }
}
