package io.zklocked.sample.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.bank.Audit;
import io.zklocked.sample.bank.Fence;
import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.stage.Percentiles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  private static final BankResult WITHOUT =
      new BankResult(
          "without locks",
          new Audit(List.of(new Audit.Account(0, 2_000, 1_900, 900, 1_600, 0))),
          List.of(new Fence(0, 0, 0, 0)),
          1_600,
          0,
          0,
          Duration.ofSeconds(3),
          null,
          null,
          List.of());
  private static final BankResult WITH =
      new BankResult(
          "with the agent",
          new Audit(List.of(new Audit.Account(0, 2_000, 2_000, 1_600, 1_600, 0))),
          List.of(new Fence(0, 0x2a, 0x2a, 0)),
          1_600,
          2,
          1,
          Duration.ofMillis(6_250),
          new Percentiles(1.25, 9, 20.04),
          new Percentiles(4, 5, 6),
          List.of());

  @Test
  void tableShowsBothRunsSideBySide() {
    assertThat(ResultTable.of(List.of(WITHOUT, WITH)).lines())
        .containsExactly(
            "                                      without locks       with the agent",
            "  ----------------------------------------------------------------------",
            "  calls (withdrawals and deposits)            1,600                1,600",
            "  lost updates                                  700                    0",
            "  total, expected                             2,000                2,000",
            "  total, found                                1,900                2,000",
            "  calls refused and made again                    0                    2",
            "  locks lost during a call                        0                    1",
            "  writes with a smaller token                     -                    0",
            "  time                                        3.0 s                6.3 s",
            "  throughput                            533 calls/s          256 calls/s",
            "  wait for the lock, p50 / p95 / p99              -  1.3 / 9.0 / 20.0 ms",
            "  lock held, p50 / p95 / p99                      -   4.0 / 5.0 / 6.0 ms");
  }

  @Test
  void accountsShowTheirFences() {
    assertThat(ResultTable.accounts(WITH).lines())
        .containsExactly(
            "  account  updates  lost  should be  balance  fence",
            "  -------------------------------------------------",
            "  0          1,600     0      2,000    2,000     2a");
  }

  @Test
  void writeWithASmallerTokenThanOneBeforeFailsTheDemo() {
    assertThat(BankVerdict.fenced(WITH).passed()).isTrue();
    assertThat(BankVerdict.fenced(fenced(new Fence(0, 7, 9, 1))).passed()).isFalse();
    assertThat(BankVerdict.fenced(fenced(new Fence(0, 7, 9, 0))).passed()).isFalse();
    assertThat(BankVerdict.fenced(WITHOUT).text()).contains("never saw a token");
  }

  private static BankResult fenced(Fence fence) {
    return new BankResult(
        "with the agent",
        WITH.audit(),
        List.of(fence),
        WITH.calls(),
        0,
        0,
        WITH.time(),
        WITH.waiting(),
        WITH.holding(),
        List.of());
  }

  @Test
  void harmAndExactnessPass() {
    assertThat(BankVerdict.harmed(WITHOUT))
        .hasToString(
            "  ok      without locks updates are lost: 700 of 1,600, and the total is off by -100");
    assertThat(BankVerdict.exact(WITH, 1_600))
        .extracting(Check::toString)
        .containsExactly(
            "  ok      with the agent the books are exact: 0 lost updates, a total of 2,000 where"
                + " 2,000 should be",
            "  ok      every call of the sequence was booked, once: 1,600");
  }

  @Test
  void runWithoutHarmFailsTheDemo() {
    assertThat(BankVerdict.harmed(WITH).toString()).startsWith("  FAILED  ").contains("--calls");
  }

  @Test
  void lostUpdateWithLocksFailsTheDemo() {
    Check check = BankVerdict.exact(WITHOUT, 1_600).get(0);

    assertThat(check.passed()).isFalse();
    assertThat(check.text()).contains("WRONG", "700 lost updates");
  }

  @Test
  void callThatIsMissingFailsTheDemo() {
    Check check = BankVerdict.exact(WITH, 1_601).get(1);

    assertThat(check.passed()).isFalse();
    assertThat(check.text())
        .contains("of 1,601 calls the workers booked 1,600 and the books hold 1,600");
  }
}
