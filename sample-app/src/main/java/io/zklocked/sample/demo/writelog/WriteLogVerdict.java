package io.zklocked.sample.demo.writelog;

import io.zklocked.sample.demo.page.Check;
import io.zklocked.sample.demo.page.Curves.Point;
import io.zklocked.sample.demo.page.Html;
import io.zklocked.sample.writelog.LogAudit;
import java.util.List;

/** Judges the log by its file, and the locks by what the server said. */
final class WriteLogVerdict {

  private WriteLogVerdict() {}

  static List<Check> file(LogResult run, long expected) {
    LogAudit audit = run.audit();
    return List.of(
        new Check(
            audit.torn() == 0 && audit.lines() > 0,
            Html.format("%,d of %,d lines are torn", audit.torn(), audit.lines())),
        new Check(
            audit.misnumbered() == 0 && audit.torn() == 0,
            audit.misnumbered() == 0 && audit.torn() == 0
                ? Html.format("numbered from 1 to %,d without a gap", audit.lines())
                : Html.format(
                    "%,d whole lines have a number that is not theirs", audit.misnumbered())),
        new Check(
            audit.entries() == expected && audit.twice() == 0 && run.appended() == expected,
            Html.format(
                "of %,d lines that the workers appended the file has %,d, and %,d twice",
                expected, audit.entries(), audit.twice())),
        new Check(
            run.wrong() == 0 && run.readings() > 0,
            Html.format(
                "%,d of %,d readings saw anything but whole lines of this file",
                run.wrong(), run.readings())));
  }

  /**
   * This lock tells one of those who wait, whatever their number; the naive one tells all of them,
   * or there would be nothing to compare with.
   */
  static List<Check> herd(List<Point> own, List<Point> naive) {
    return List.of(
        new Check(
            own.stream().allMatch(point -> point.y() == 1),
            "a release of this lock is told to " + figures(own)),
        new Check(
            naive.stream().allMatch(point -> point.y() >= point.x()),
            "a release of a lock that watches the directory is told to " + figures(naive)));
  }

  private static String figures(List<Point> points) {
    StringBuilder figures = new StringBuilder();
    for (Point point : points) {
      double waiters = point.x();
      boolean last = point.equals(points.get(points.size() - 1));
      if (waiters == 1 || waiters == 10 || waiters == 50 || last) {
        figures.append(figures.length() == 0 ? "" : ", ");
        figures.append(Html.format("%.0f of %.0f", point.y(), waiters));
      }
    }
    long told = points.stream().mapToLong(point -> (long) point.y()).sum();
    return Html.format("%s who wait; %,d in %,d releases", figures, told, points.size());
  }
}
