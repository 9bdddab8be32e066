package io.zklocked.syntax;

/**
 * Says that a text of an annotation, or a resource named by hand, is malformed: which text, at
 * which column, what is wrong there, and what to write instead.
 */
public final class SyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  private final String text;
  private final int column;
  private final String problem;
  private final String remedy;

  /**
   * Builds the exception and its message.
   *
   * @param kind what the text is, such as {@code template}
   * @param text the whole text; cut, and free of control characters, in the message
   * @param column where it is wrong, from 1
   * @param problem what is wrong there
   * @param remedy what to do
   */
  public SyntaxException(String kind, String text, int column, String problem, String remedy) {
    super(kind + " " + quoted(text) + ", column " + column + ": " + problem + "; " + remedy);
    this.text = text;
    this.column = column;
    this.problem = problem;
    this.remedy = remedy;
  }

  /**
   * The malformed text.
   *
   * @return the text as it was given
   */
  public String text() {
    return text;
  }

  /**
   * Where the text is wrong.
   *
   * @return the column, from 1
   */
  public int column() {
    return column;
  }

  /**
   * What is wrong.
   *
   * @return a clause without a full stop
   */
  public String problem() {
    return problem;
  }

  /**
   * What to do.
   *
   * @return a clause without a full stop
   */
  public String remedy() {
    return remedy;
  }

  /**
   * Shows a text in a message: in quotes, cut to 200 characters, with everything escaped that could
   * forge a line or upset a terminal.
   *
   * @param text any text
   * @return the text as it may be shown
   */
  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      char c = text.charAt(i);
      if (ResourceText.isAllowed(c)) {
        shown.append(c);
      } else {
        shown.append(String.format("\\u%04x", (int) c));
      }
    }
    return shown.append(text.length() > SHOWN ? "...\"" : "\"").toString();
  }
}
