package io.zklocked.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.bank.Audit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  private static final BankResult WITHOUT =
      new BankResult(
          "without locks",
          new Audit(List.of(new Audit.Account(0, 2_000, 1_900, 900, 1_600, 0))),
          1_600,
          0,
          0,
          Duration.ofSeconds(3),
          null,
          null);
  private static final BankResult WITH =
      new BankResult(
          "with the agent",
          new Audit(List.of(new Audit.Account(0, 2_000, 2_000, 1_600, 1_600, 0))),
          1_600,
          2,
          1,
          Duration.ofMillis(6_250),
          new Percentiles(1.25, 9, 20.04),
          new Percentiles(4, 5, 6));

  @Test
  void tableShowsBothRunsSideBySide() {
    assertThat(ResultTable.render(List.of(WITHOUT, WITH)))
        .containsExactly(
            "                                      without locks       with the agent",
            "  ----------------------------------------------------------------------",
            "  calls (withdrawals and deposits)            1,600                1,600",
            "  lost updates                                  700                    0",
            "  total, expected                             2,000                2,000",
            "  total, found                                1,900                2,000",
            "  calls refused and made again                    0                    2",
            "  locks lost during a call                        0                    1",
            "  time                                        3.0 s                6.3 s",
            "  throughput                            533 calls/s          256 calls/s",
            "  wait for the lock, p50 / p95 / p99              -  1.3 / 9.0 / 20.0 ms",
            "  lock held, p50 / p95 / p99                      -   4.0 / 5.0 / 6.0 ms");
  }

  @Test
  void harmAndExactnessPass() {
    Verdict verdict = new Verdict();
    verdict.withoutLocks(WITHOUT);
    verdict.withLocks(WITH, 1_600);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.checks())
        .extracting(Verdict.Check::toString)
        .containsExactly(
            "  ok      without locks updates are lost: 700 of 1,600, and the total is off by -100",
            "  ok      with locks the books are exact: 0 lost updates, a total of 2,000",
            "  ok      every call of the sequence was booked, once: 1,600");
  }

  @Test
  void runWithoutHarmFailsTheDemo() {
    Verdict verdict = new Verdict();
    verdict.withoutLocks(WITH);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.checks().get(0).toString()).startsWith("  FAILED  ").contains("--calls");
  }

  @Test
  void lostUpdateWithLocksFailsTheDemo() {
    Verdict verdict = new Verdict();
    verdict.withLocks(WITHOUT, 1_600);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.checks().get(0).toString()).contains("WRONG", "700 lost updates");
  }

  @Test
  void callThatIsMissingFailsTheDemo() {
    Verdict verdict = new Verdict();
    verdict.withLocks(WITH, 1_601);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.checks().get(1).toString())
        .contains("of 1,601 calls the workers booked 1,600 and the books hold 1,600");
  }

  @Test
  void overlapFailsTheDemo() {
    Verdict verdict = new Verdict();
    verdict.mutex(Mutexes.overlapping());

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.checks().get(0).toString())
        .startsWith("  FAILED  2 of 2 tasks were done, and of 1 pairs of intervals 1 overlap");
  }

  @Test
  void taskThatIsMissingFailsTheDemo() {
    Verdict verdict = new Verdict();
    verdict.mutex(Mutexes.missing());

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.checks().get(0).toString()).contains("1 of 2 tasks were done");
  }
}
