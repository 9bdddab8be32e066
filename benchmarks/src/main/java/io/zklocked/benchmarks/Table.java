package io.zklocked.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Aligns text in columns. Confined to one thread. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a heading for each column; the first column holds names. */
  Table(List<String> headings) {
    rows.add(headings);
  }

  /**
   * Adds a line.
   *
   * @param cells no more than there are headings; what is missing stays empty
   */
  void add(List<String> cells) {
    if (cells.size() > rows.get(0).size()) {
      throw new IllegalArgumentException("more cells than headings: " + cells);
    }
    rows.add(cells);
  }

  /** Adds a line that says why there are no figures. */
  void addReason(String name, String reason) {
    rows.add(List.of(name, reason));
  }

  /** The lines, names to the left and figures to the right. */
  List<String> lines() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ").append(left(row.get(0), widths[0]));
      for (int column = 1; column < row.size(); column++) {
        line.append("  ");
        line.append(isReason(row) ? row.get(column) : right(row.get(column), widths[column]));
      }
      lines.add(line.toString().stripTrailing());
    }
    int gaps = 2 * (widths.length - 1);
    lines.add(1, "  " + "-".repeat(IntStream.of(widths).sum() + gaps));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      int measured = isReason(row) ? 1 : row.size();
      for (int column = 0; column < measured; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private boolean isReason(List<String> row) {
    return row.size() == 2 && rows.get(0).size() > 2;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String right(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }
}
