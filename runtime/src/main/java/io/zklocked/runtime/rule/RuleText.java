package io.zklocked.runtime.rule;

import io.zklocked.syntax.SyntaxException;

/**
 * Goes through one line of a rules file. White space separates words; a {@code #} behind white
 * space starts a comment; what stands in double quotes is one word, with {@code \"} and {@code \\}
 * in it. Confined to one thread.
 */
final class RuleText {

  private final String line;
  private final int number;
  private int at;

  RuleText(String line, int number) {
    this.line = line;
    this.number = number;
    for (int i = 0; i < line.length(); i++) {
      if (isInvisible(line.charAt(i))) {
        throw wrong(
            i,
            "a character that nobody sees, U+%04X".formatted((int) line.charAt(i)),
            "write a space, or nothing");
      }
    }
  }

  private static boolean isInvisible(char c) {
    int type = Character.getType(c);
    return !isSpace(c)
        && (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SPACE_SEPARATOR
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR);
  }

  /** Goes to the next word. */
  void skipSpace() {
    while (at < line.length() && isSpace(line.charAt(at))) {
      at++;
    }
    if (at < line.length() && line.charAt(at) == '#' && (at == 0 || isSpace(line.charAt(at - 1)))) {
      at = line.length();
    }
  }

  boolean isAtEnd() {
    return at >= line.length();
  }

  /** Where it stands, from 0. */
  int offset() {
    return at;
  }

  /** The next character; 0 at the end. */
  char peek() {
    return isAtEnd() ? 0 : line.charAt(at);
  }

  boolean isAtSpace() {
    return isAtEnd() || isSpace(line.charAt(at));
  }

  /** Takes a text if it comes next. */
  boolean take(String text) {
    if (!line.startsWith(text, at)) {
      return false;
    }
    at += text.length();
    return true;
  }

  /** Takes all up to white space or one of some characters; what is in backquotes as it is. */
  String name(String ends) {
    StringBuilder name = new StringBuilder();
    while (!isAtSpace() && ends.indexOf(line.charAt(at)) < 0) {
      char c = line.charAt(at);
      if (c == '`') {
        name.append(quoted('`'));
      } else {
        name.append(c);
        at++;
      }
    }
    return name.toString();
  }

  /** Takes a word, or what is in quotes. */
  String word() {
    if (peek() == '"') {
      String text = quoted('"');
      if (!isAtSpace()) {
        throw wrong(at, "something follows the closing quote", "write a space behind it");
      }
      return text;
    }
    int start = at;
    while (!isAtSpace()) {
      at++;
    }
    return line.substring(start, at);
  }

  private String quoted(char quote) {
    int start = at;
    StringBuilder text = new StringBuilder();
    for (at++; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == quote) {
        at++;
        return text.toString();
      }
      if (c == '\\' && quote == '"' && at + 1 < line.length()) {
        at++;
        c = line.charAt(at);
        if (c != '"' && c != '\\') {
          throw wrong(at - 1, "\\" + c + " means nothing here", "write \\\\ for a backslash");
        }
      }
      text.append(c);
    }
    throw wrong(start, "this quote is not closed", "close it in the same line");
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  IllegalArgumentException wrong(int offset, String problem, String remedy) {
    return new IllegalArgumentException(
        "line " + number + ", column " + (offset + 1) + ": " + problem + "; " + remedy);
  }

  static String shown(String text) {
    return SyntaxException.quoted(text);
  }
}
