package io.zklocked.sample.demo.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table, for the screen and for a page. Immutable.
 *
 * @param texts how many columns at the left hold text; those behind them hold figures
 * @param head the names of the columns
 * @param rows as many cells in each as there are columns
 */
public record Table(int texts, List<String> head, List<List<String>> rows) {

  /** Checks and copies the rows. */
  public Table {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != head.size()) {
        throw new IllegalArgumentException(row + " does not fit below " + head);
      }
    }
  }

  /** The table as lines of text. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>(List.of(head));
    all.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        int width = column < texts ? -widths[column] : widths[column];
        line.append("  ").append(padded(row.get(column), width));
      }
      lines.add(line.toString().stripTrailing());
    }
    int width = lines.stream().mapToInt(String::length).max().orElse(0);
    lines.add(1, "  " + "-".repeat(width - 2));
    return lines;
  }

  String html() {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead>");
    row(html, "th", head);
    html.append("</thead>\n<tbody>\n");
    rows.forEach(row -> row(html, "td", row));
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  private void row(StringBuilder html, String element, List<String> cells) {
    html.append("<tr>");
    for (int column = 0; column < cells.size(); column++) {
      String style = column < texts ? "" : " class=\"figure\"";
      html.append(
          "<%s%s>%s</%s>".formatted(element, style, Html.escape(cells.get(column)), element));
    }
    html.append("</tr>\n");
  }

  private static String padded(String text, int width) {
    return width == 0 ? text : String.format(Locale.ROOT, "%" + width + "s", text);
  }
}
