package io.zklocked.sample.demo.page;

import java.util.Locale;

/** Text as HTML and SVG take it. */
public final class Html {

  private Html() {}

  /**
   * Takes every meaning from a text, and control characters out of it.
   *
   * @param text any
   * @return what may stand in an element or a quoted attribute
   */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
                  safe.appendCodePoint(control ? '\uFFFD' : c);
                }
              }
            });
    return safe.toString();
  }

  /**
   * A format with a point for decimals, whatever the machine's language is.
   *
   * @param format as for {@link String#format}
   * @param arguments as for it
   */
  public static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
