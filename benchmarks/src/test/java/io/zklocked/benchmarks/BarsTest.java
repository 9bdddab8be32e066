package io.zklocked.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {

  private final Results results = new Results();

  @Test
  void medianWithinTheLimitReachesTheBar() {
    results.add(Figure.BACK_TO_BACK, PeerKind.ZKLOCKED.title(), 300);
    results.add(Figure.BACK_TO_BACK, PeerKind.CURATOR_SHARED.title(), 600);

    assertThat(lines(false))
        .contains("  reached       back to back, of Curator's time: at most 0.60, is 0.50");
  }

  @Test
  void medianBeyondTheLimitMissesIt() {
    results.add(Figure.BACK_TO_BACK, PeerKind.ZKLOCKED.title(), 600);
    results.add(Figure.BACK_TO_BACK, PeerKind.CURATOR_SHARED.title(), 600);

    assertThat(lines(false))
        .contains("  MISSED        back to back, of Curator's time: at most 0.60, is 1.00");
  }

  @Test
  void whatWasNotMeasuredIsSaidToBeSo() {
    assertThat(lines(false))
        .allSatisfy(line -> assertThat(line).startsWith("  not measured  "))
        .contains("  not measured  retained re-grant, ns: at most 350");
  }

  @Test
  void bestPeerIsTheOneWithTheHighestMedian() {
    threads(PeerKind.ZKLOCKED, 90_000);
    threads(PeerKind.CURATOR_OWN, 300);
    threads(PeerKind.REDISSON, 3_000);
    threads(PeerKind.LOCAL_UNFAIR, 9_000_000);

    assertThat(lines(false))
        .contains("  reached       32 threads, of the best peer's calls/s: at least 20.0, is 30.0");
  }

  @Test
  void distantServersHaveOneBarForSingleCalls() {
    results.add(Figure.BACK_TO_BACK, PeerKind.ZKLOCKED.title(), 2);
    results.add(Figure.BACK_TO_BACK, PeerKind.CURATOR_SHARED.title(), 4);

    assertThat(lines(true))
        .contains("  MISSED        round trip longer, of Curator's time: at most 0.40, is 0.50")
        .noneMatch(line -> line.contains("back to back"));
  }

  @Test
  void longestRemoteWaitIsCountedInBudgets() {
    results.add(Figure.REMOTE_LONGEST, PeerKind.ZKLOCKED.title(), 50);

    assertThat(lines(false))
        .anyMatch(line -> line.startsWith("  reached       one remote waiter"))
        .anyMatch(line -> line.endsWith("is 2.50"));
  }

  @Test
  void waitsOfAllRoundsCountTogether() {
    Waits one = new Waits(1, 1_000, Waits.histogram());
    results.pool("jvms", "zklocked", one);
    results.pool("jvms", "zklocked", one);

    assertThat(results.pooled("jvms")).hasEntrySatisfying("zklocked", this::hasTwoCalls);
    assertThat(results.pooled("remote")).isEmpty();
  }

  private void hasTwoCalls(Waits waits) {
    assertThat(waits.calls()).isEqualTo(2);
  }

  private void threads(PeerKind kind, double callsPerSecond) {
    results.add(Figure.THREADS, kind.title(), callsPerSecond);
  }

  private List<String> lines(boolean far) {
    return Bars.of(far).stream().map(bar -> bar.line(results)).toList();
  }
}
