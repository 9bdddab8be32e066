package io.zklocked.sample.demo.page;

import java.util.List;
import java.util.Locale;

/**
 * Curves over one axis. Immutable.
 *
 * @param title what they show
 * @param caption what is to be known to read them
 * @param across the name of the horizontal axis
 * @param up the name of the vertical axis
 * @param curves from the front to the back
 */
public record Curves(String title, String caption, String across, String up, List<Curve> curves)
    implements Figure {

  private static final int HEIGHT = 340;
  private static final int LEFT = 46;
  private static final int RIGHT = 14;
  private static final int TOP = 26;
  private static final int BOTTOM = 44;

  /** Copies the curves. */
  public Curves {
    curves = List.copyOf(curves);
  }

  /**
   * One curve.
   *
   * @param name what it is
   * @param solid whether its line is whole; otherwise it is dashed
   * @param points in the order of the horizontal axis
   */
  public record Curve(String name, boolean solid, List<Point> points) {

    /** Copies the points. */
    public Curve {
      points = List.copyOf(points);
    }

    String style() {
      return solid ? "curve" : "curve dashed";
    }
  }

  /**
   * A point of a curve.
   *
   * @param x across
   * @param y up
   */
  public record Point(double x, double y) {}

  @Override
  public List<Key> keys() {
    return curves.stream().map(c -> new Key("line " + c.style(), c.name())).toList();
  }

  @Override
  public String svg(int width) {
    double mostX = largest(true);
    double mostY = largest(false);
    double perX = (width - LEFT - RIGHT) / mostX;
    double perY = (HEIGHT - TOP - BOTTOM) / mostY;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n"
            .formatted(width, HEIGHT, Html.escape(title)));
    axes(svg, width, perX, perY, mostX, mostY);
    for (Curve curve : curves) {
      StringBuilder path = new StringBuilder();
      for (Point point : curve.points()) {
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                path.length() == 0 ? "M" : "L",
                LEFT + point.x() * perX,
                HEIGHT - BOTTOM - point.y() * perY));
      }
      svg.append("<path class=\"%s\" d=\"%s\"/>%n".formatted(curve.style(), path));
    }
    return svg.append("</svg>").toString();
  }

  private void axes(
      StringBuilder svg, int width, double perX, double perY, double mostX, double mostY) {
    int floor = HEIGHT - BOTTOM;
    double stepX = Ticks.step(mostX, Math.max(2, width / 90));
    for (int tick = 0; tick * stepX <= mostX * 1.0001; tick++) {
      double x = LEFT + tick * stepX * perX;
      svg.append(
          Html.format(
              "<path class=\"axis\" d=\"M%.1f %dV%d\"/><text class=\"faint\" x=\"%.1f\" y=\"%d\""
                  + " text-anchor=\"middle\">%s</text>%n",
              x, TOP, floor, x, floor + 16, Ticks.text(tick * stepX)));
    }
    double stepY = Ticks.step(mostY, 6);
    for (int tick = 0; tick * stepY <= mostY * 1.0001; tick++) {
      double y = floor - tick * stepY * perY;
      svg.append(
          Html.format(
              "<path class=\"axis\" d=\"M%d %.1fH%d\"/><text class=\"faint\" x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%s</text>%n",
              LEFT, y, width - RIGHT, LEFT - 6, y + 4, Ticks.text(tick * stepY)));
    }
    svg.append(
        Html.format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><text x=\"4\""
                + " y=\"14\">%s</text>%n",
            width - RIGHT, HEIGHT - 8, Html.escape(across), Html.escape(up)));
  }

  private double largest(boolean across) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .mapToDouble(point -> across ? point.x() : point.y())
        .max()
        .orElse(1);
  }
}
