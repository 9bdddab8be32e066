package io.zklocked.runtime.engine;

/** Text that strangers wrote, made harmless for logs and terminals. */
public final class Printable {

  private Printable() {}

  /**
   * Replaces what is not printed as it stands, and cuts.
   *
   * @param text anything
   * @param mostChars how many characters are kept
   * @return one line
   */
  public static String of(String text, int mostChars) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(mostChars)
        .forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : '\uFFFD'));
    return shown.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
