package io.zklocked.sample.demo.page;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Draws a timeline at one width. Confined to one thread. */
final class TimelineDrawing {

  /** Below it the names of the rows stand above their bars. */
  private static final int BESIDE = 600;

  private static final int GUTTER = 96;
  private static final int MARGIN = 10;
  private static final int TOP = 18;
  private static final int BAR = 18;
  private static final int NAME = 15;
  private static final int GAP = 6;
  private static final int AXIS = 26;
  private static final int MOST_LANES = 3;
  private static final double LETTER = 6.6;
  private static final double LEAST_WIDTH = .8;

  private final Timeline timeline;
  private final int width;
  private final int left;
  private final int nameHeight;
  private final double pixelsPerNano;
  private final Map<Integer, Integer> tops = new HashMap<>();
  private final Map<Integer, List<Integer>> lanes = new HashMap<>();
  private final int bottom;
  private final StringBuilder svg = new StringBuilder();

  TimelineDrawing(Timeline timeline, int width) {
    this.timeline = timeline;
    this.width = width;
    boolean beside = width >= BESIDE;
    this.left = beside ? GUTTER : MARGIN;
    this.nameHeight = beside ? 0 : NAME;
    long nanos = Math.max(1, Duration.between(timeline.from(), timeline.to()).toNanos());
    this.pixelsPerNano = (double) (width - left - MARGIN) / nanos;
    int top = TOP;
    for (int row : timeline.rows().keySet()) {
      top += nameHeight;
      tops.put(row, top);
      lanes.put(row, lanesOf(row));
      top += height(row) + GAP;
    }
    this.bottom = top;
  }

  String svg() {
    int height = bottom + AXIS;
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n"
            .formatted(width, height, Html.escape(timeline.title())));
    timeline.rows().forEach(this::row);
    axis();
    List<Span> shown = timeline.shown();
    // Several tracks may share a lane, and what is held must not lie behind what is waited for.
    shown.stream().filter(TimelineDrawing::waiting).forEach(this::span);
    shown.stream().filter(span -> !waiting(span)).forEach(this::span);
    Timeline.harm(shown).forEach(harm -> rect(harm, "harm", 0, BAR));
    marks();
    return svg.append("</svg>").toString();
  }

  private List<Integer> lanesOf(int row) {
    TreeSet<Integer> tracks = new TreeSet<>();
    for (Span span : timeline.shown()) {
      if (span.row() == row) {
        tracks.add(span.track());
      }
    }
    return tracks.size() > MOST_LANES ? List.of() : List.copyOf(tracks);
  }

  private int height(int row) {
    return BAR * Math.max(1, lanes.getOrDefault(row, List.of()).size());
  }

  private int top(Span span) {
    int lane = lanes.getOrDefault(span.row(), List.of()).indexOf(span.track());
    return tops.getOrDefault(span.row(), 0) + BAR * Math.max(0, lane);
  }

  private void row(int row, String name) {
    int top = tops.getOrDefault(row, 0);
    svg.append(
        Html.format(
            "<rect class=\"band\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n",
            left, top, width - left - MARGIN, height(row)));
    double x = nameHeight == 0 ? left - 8 : left;
    double y = nameHeight == 0 ? top + height(row) / 2.0 + 4 : top - 4;
    svg.append(
        Html.format(
            "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>%n",
            x, y, nameHeight == 0 ? "end" : "start", Html.escape(name)));
  }

  private void axis() {
    Duration length = Duration.between(timeline.from(), timeline.to());
    double millis = Math.max(length.toNanos() / 1e6, 1e-3);
    double step = Ticks.step(millis, Math.max(2, (width - left) / 90));
    boolean seconds = step >= 500;
    for (int tick = 0; tick * step <= millis * 1.0001; tick++) {
      double x = left + tick * step * 1e6 * pixelsPerNano;
      svg.append(Html.format("<path class=\"axis\" d=\"M%.1f %dV%d\"/>%n", x, TOP - 4, bottom + 2));
      String text =
          seconds ? Ticks.text(tick * step / 1_000) + " s" : Ticks.text(tick * step) + " ms";
      String anchor = tick == 0 ? "start" : x > width - 30 ? "end" : "middle";
      svg.append(
          Html.format(
              "<text class=\"faint\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
              x, bottom + 16, anchor, text));
    }
  }

  private void span(Span span) {
    if (!tops.containsKey(span.row())) {
      return;
    }
    switch (span.kind()) {
      case WAITING -> rect(span, "wait", BAR / 3, BAR / 3);
      case HOLDING -> rect(span, "hold", 1, BAR - 2);
      case SHARING -> rect(span, "share", 1, BAR - 2);
    }
  }

  private static boolean waiting(Span span) {
    return span.kind() == Span.Kind.WAITING;
  }

  private void rect(Span span, String style, int inset, int height) {
    double from = x(span.from());
    double to = Math.max(x(span.to()), from + LEAST_WIDTH);
    int y = top(span) + inset;
    svg.append(
        Html.format(
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\""
                + " height=\"%d\"><title>%s</title></rect>%n",
            style, from, y, to - from, height, Html.escape(words(span, style))));
    if (style.equals("hold") && to - from >= LETTER * span.label().length() + 3) {
      svg.append(
          Html.format(
              "<text class=\"inside\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
              (from + to) / 2, y + height - 4, Html.escape(span.label())));
    }
  }

  private String words(Span span, String style) {
    return Html.format(
        "%s %s %s, from %.1f ms for %.1f ms",
        timeline.rows().getOrDefault(span.row(), ""),
        switch (style) {
          case "wait" -> "waits for";
          case "harm" -> "is not alone in";
          default -> "holds";
        },
        span.what(),
        Duration.between(timeline.from(), span.from()).toNanos() / 1e6,
        span.length().toNanos() / 1e6);
  }

  private void marks() {
    Map<Integer, Double> labelled = new HashMap<>();
    for (Mark mark : timeline.marks()) {
      if (mark.at().isBefore(timeline.from()) || mark.at().isAfter(timeline.to())) {
        continue;
      }
      boolean all = mark.row() == 0;
      int top = all ? TOP - 4 : tops.getOrDefault(mark.row(), TOP) - 2;
      int end = all ? bottom : top + height(mark.row()) + 4;
      double x = x(mark.at());
      svg.append(
          Html.format(
              "<path class=\"mark-line\" d=\"M%.1f %dV%d\"><title>%s</title></path>%n",
              x, top, end, Html.escape(mark.what())));
      double length = LETTER * mark.what().length() + 4;
      boolean atEdge = x > width - length - MARGIN;
      double begin = atEdge ? x - length : x;
      if (begin > labelled.getOrDefault(mark.row(), -1e9)) {
        labelled.put(mark.row(), begin + length);
        svg.append(
            Html.format(
                "<text class=\"harmful\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                atEdge ? x - 3 : x + 3,
                all ? TOP - 6 : top + 14,
                atEdge ? "end" : "start",
                Html.escape(mark.what())));
      }
    }
  }

  /** Where a moment lies; one beyond the picture lies at its edge. */
  private double x(Instant at) {
    Instant inside = at.isBefore(timeline.from()) ? timeline.from() : at;
    inside = inside.isAfter(timeline.to()) ? timeline.to() : inside;
    return left + Duration.between(timeline.from(), inside).toNanos() * pixelsPerNano;
  }
}
