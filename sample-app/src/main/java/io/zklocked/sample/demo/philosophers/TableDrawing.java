package io.zklocked.sample.demo.philosophers;

import io.zklocked.sample.demo.page.Figure;
import io.zklocked.sample.demo.page.Html;
import java.util.Collections;
import java.util.List;

/**
 * The table from above: a plate for each philosopher, with its meals, and the forks between them.
 * Immutable.
 *
 * @param meals of each, from philosopher 1 on
 */
record TableDrawing(List<Integer> meals) implements Figure {

  private static final int MOST_WIDTH = 420;
  private static final double PLATE = 24;

  @Override
  public String title() {
    return "The table.";
  }

  @Override
  public String caption() {
    return "Each plate shows how often its philosopher has eaten. The number at a fork is its"
        + " lock's.";
  }

  @Override
  public List<Key> keys() {
    return List.of(new Key("hold", "share of the most meals"), new Key("wait", "the rest"));
  }

  @Override
  public String svg(int width) {
    int size = Math.min(width, MOST_WIDTH);
    double middle = width / 2.0;
    double radius = size / 2.0 - 62;
    StringBuilder svg = new StringBuilder();
    svg.append(
        Html.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"the table\">%n<circle class=\"band\" cx=\"%.1f\" cy=\"%.1f\""
                + " r=\"%.1f\" stroke=\"var(--line)\"/>%n",
            width, size, middle, size / 2.0, radius + 30));
    for (int seat = 0; seat < meals.size(); seat++) {
      plate(svg, seat, middle, size / 2.0, radius);
      fork(svg, seat, middle, size / 2.0, radius);
    }
    return svg.append("</svg>").toString();
  }

  /** A ring that is full for who has eaten most. */
  private void plate(StringBuilder svg, int seat, double middle, double center, double radius) {
    double angle = angle(seat);
    double plate = Math.min(PLATE, 2.2 * radius / meals.size());
    double x = middle + radius * Math.sin(angle);
    double y = center - radius * Math.cos(angle);
    double around = 2 * Math.PI * plate;
    double share = (double) meals.get(seat) / Math.max(1, Collections.max(meals));
    svg.append(
        Html.format(
            "<g><title>philosopher %d: %d meals</title>"
                + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"var(--paper)\""
                + " stroke=\"var(--wait)\" stroke-width=\"5\"/>"
                + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke=\"var(--hold)\""
                + " stroke-width=\"5\" stroke-dasharray=\"%.1f %.1f\""
                + " transform=\"rotate(-90 %.1f %.1f)\"/>"
                + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text></g>%n",
            seat + 1,
            meals.get(seat),
            x,
            y,
            plate,
            x,
            y,
            plate,
            around * share,
            around,
            x,
            y,
            x,
            y + 4,
            meals.get(seat)));
    svg.append(
        Html.format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s%d</text>%n",
            middle + (radius + 46) * Math.sin(angle),
            center - (radius + 46) * Math.cos(angle) + 4,
            meals.size() > 12 ? "" : "P",
            seat + 1));
  }

  /** Fork n lies to the left of philosopher n, who looks at the middle of the table. */
  private void fork(StringBuilder svg, int seat, double middle, double center, double radius) {
    double angle = angle(seat) - Math.PI / meals.size();
    double sine = Math.sin(angle);
    double cosine = Math.cos(angle);
    svg.append(
        Html.format(
            "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"var(--stroke)\" stroke-width=\"3\""
                + " stroke-linecap=\"round\"/>"
                + "<text class=\"faint\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>%n",
            middle + (radius - 14) * sine,
            center - (radius - 14) * cosine,
            middle + (radius + 14) * sine,
            center - (radius + 14) * cosine,
            middle + (radius - 28) * sine,
            center - (radius - 28) * cosine + 4,
            seat + 1));
  }

  private double angle(int seat) {
    return 2 * Math.PI * seat / meals.size();
  }
}
