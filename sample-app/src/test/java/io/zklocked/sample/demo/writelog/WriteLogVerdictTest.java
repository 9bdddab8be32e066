package io.zklocked.sample.demo.writelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Curves.Point;
import io.zklocked.sample.writelog.LogAudit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteLogVerdictTest {

  @Test
  void wholeFilePasses() {
    assertThat(file(new LogAudit(500, 0, 0, 0, 500), 500, 40, 0))
        .extracting(Check::toString)
        .containsExactly(
            "  ok      0 of 500 lines are torn",
            "  ok      numbered from 1 to 500 without a gap",
            "  ok      of 500 lines that the workers appended the file has 500, and 0 twice",
            "  ok      0 of 40 readings saw anything but whole lines of this file");
  }

  @Test
  void eachKindOfHarmFails() {
    assertThat(file(new LogAudit(500, 1, 0, 0, 499), 500, 40, 0))
        .extracting(Check::passed)
        .containsExactly(false, false, false, true);
    assertThat(file(new LogAudit(500, 0, 2, 0, 500), 500, 40, 0))
        .extracting(Check::passed)
        .containsExactly(true, false, true, true);
    assertThat(file(new LogAudit(500, 0, 0, 1, 499), 500, 40, 3))
        .extracting(Check::passed)
        .containsExactly(true, true, false, false);
  }

  @Test
  void fileThatNobodyWroteOrReadPassesNothing() {
    List<Check> checks = file(new LogAudit(0, 0, 0, 0, 0), 0, 0, 0);

    assertThat(checks.get(0).passed()).isFalse();
    assertThat(checks.get(3).passed()).isFalse();
  }

  @Test
  void lockThatWakesOnePassesAndTheNaiveOneMustWakeAll() {
    List<Point> one = List.of(new Point(1, 1), new Point(2, 1));
    List<Point> all = List.of(new Point(1, 1), new Point(2, 2));

    assertThat(WriteLogVerdict.herd(one, all))
        .extracting(Check::toString)
        .containsExactly(
            "  ok      a release of this lock is told to 1 of 1, 1 of 2 who wait; 2 in 2 releases",
            "  ok      a release of a lock that watches the directory is told to 1 of 1, 2 of 2 who"
                + " wait; 3 in 2 releases");
    assertThat(WriteLogVerdict.herd(all, one)).noneMatch(Check::passed);
  }

  private static List<Check> file(LogAudit audit, long appended, long readings, long wrong) {
    return WriteLogVerdict.file(
        new LogResult(audit, 1, appended, readings, wrong, Duration.ofSeconds(1), List.of()),
        appended);
  }
}
