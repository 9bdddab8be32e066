package io.zklocked.sample.demo.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * One page of HTML in one file: no script, and nothing that is fetched. What is added is shown in
 * its order, and all text is escaped. Confined to one thread.
 */
public final class Page {

  private static final int WIDE = 1_060;
  private static final int NARROW = 350;

  private final String title;
  private final StringBuilder body = new StringBuilder();

  /**
   * A page.
   *
   * @param title of the window, and the heading
   * @param lede what is shown, in a sentence or two
   */
  public Page(String title, String lede) {
    this.title = title;
    body.append("<h1>").append(Html.escape(title)).append("</h1>\n");
    body.append("<p class=\"lede\">").append(Html.escape(lede)).append("</p>\n");
  }

  /**
   * Says what ran: how many processes, how long, by which commands.
   *
   * @param facts a line each
   */
  public Page ran(List<String> facts) {
    body.append("<ul class=\"ran\">\n");
    facts.forEach(fact -> body.append("<li>").append(Html.escape(fact)).append("</li>\n"));
    body.append("</ul>\n");
    return this;
  }

  /**
   * Shows the verdict.
   *
   * @param checks its lines
   */
  public Page verdict(List<Check> checks) {
    heading("Verdict");
    body.append("<ul class=\"verdict\">\n");
    for (Check check : checks) {
      body.append(
          "<li class=\"%s\"><span class=\"mark\">%s</span> <span>%s</span></li>\n"
              .formatted(
                  check.passed() ? "passed" : "failed", check.mark(), Html.escape(check.text())));
    }
    body.append("</ul>\n");
    return this;
  }

  /**
   * Begins a part.
   *
   * @param text its heading
   */
  public Page heading(String text) {
    body.append("<h2>").append(Html.escape(text)).append("</h2>\n");
    return this;
  }

  /**
   * Adds a paragraph.
   *
   * @param text of it
   */
  public Page text(String text) {
    body.append("<p>").append(Html.escape(text)).append("</p>\n");
    return this;
  }

  /**
   * Adds lines as they were printed.
   *
   * @param lines of text
   */
  public Page printed(List<String> lines) {
    body.append("<pre>").append(Html.escape(String.join("\n", lines))).append("</pre>\n");
    return this;
  }

  /**
   * Adds a table.
   *
   * @param table to add
   */
  public Page table(Table table) {
    body.append(table.html());
    return this;
  }

  /**
   * Adds a picture, with its title, its caption and the meaning of what is drawn.
   *
   * @param figure to add
   */
  public Page figure(Figure figure) {
    caption(figure);
    body.append("<div class=\"for-wide\">")
        .append(figure.svg(WIDE))
        .append("</div>\n<div class=\"for-narrow\">")
        .append(figure.svg(NARROW))
        .append("</div>\n</figure>\n");
    return this;
  }

  /**
   * Adds lines as they were printed, and pictures beside them where there is the space.
   *
   * @param lines of text
   * @param figures from the top
   */
  public Page beside(List<String> lines, List<? extends Figure> figures) {
    body.append("<div class=\"beside\">\n");
    printed(lines);
    body.append("<div>\n");
    for (Figure figure : figures) {
      caption(figure);
      body.append(figure.svg(NARROW)).append("\n</figure>\n");
    }
    body.append("</div>\n</div>\n");
    return this;
  }

  private void caption(Figure figure) {
    body.append("<figure>\n<figcaption><strong>")
        .append(Html.escape(figure.title()))
        .append("</strong> ")
        .append(Html.escape(figure.caption()))
        .append("</figcaption>\n<ul class=\"keys\">");
    for (Figure.Key key : figure.keys()) {
      body.append(
          "<li><svg viewBox=\"0 0 24 12\">%s</svg> %s</li>"
              .formatted(sample(key.style()), Html.escape(key.text())));
    }
    body.append("</ul>\n");
  }

  private static String sample(String style) {
    String shape =
        style.startsWith("line ")
            ? "<path class=\"%s\" d=\"M0 6H24\"/>"
            : "<rect class=\"%s\" x=\"1\" y=\"1\" width=\"22\" height=\"10\"/>";
    return shape.formatted(style);
  }

  /** The whole page. */
  public String html() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    %s
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(Html.escape(title), resource("page.css"), resource("patterns.svg"), body);
  }

  /**
   * Writes the page, over one that is there; whoever reads it meanwhile has one or the other.
   *
   * @param directory made if it is not there
   * @param name of the file, without {@code .html}
   * @return the file
   */
  public Path write(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    Path draft = directory.resolve(name + "-" + ProcessHandle.current().pid() + ".tmp");
    Files.writeString(draft, html());
    return Files.move(draft, directory.resolve(name + ".html"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
