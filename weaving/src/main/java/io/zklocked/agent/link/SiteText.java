package io.zklocked.agent.link;

import java.util.ArrayList;
import java.util.List;

/**
 * What a call site says, as one text: for class files that can hold constants, but no call sites.
 * Stateless.
 */
public final class SiteText {

  private static final char TEXT = 's';
  private static final char NUMBER = 'i';

  private SiteText() {}

  /**
   * Joins what a call site says.
   *
   * @param name what the site does
   * @param type its descriptor
   * @param facts what it needs to know: texts and numbers
   * @return the text
   */
  public static String of(String name, String type, Object... facts) {
    StringBuilder text = new StringBuilder();
    add(text, name);
    add(text, type);
    for (Object fact : facts) {
      add(text, fact);
    }
    return text.toString();
  }

  /**
   * Parts what was joined.
   *
   * @param text the text
   * @return the name, the descriptor and the facts
   */
  static List<Object> read(String text) {
    List<Object> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon + 1 + Integer.parseInt(text, at + 1, colon, 10);
      String part = text.substring(colon + 1, end);
      parts.add(text.charAt(at) == NUMBER ? (Object) Integer.valueOf(part) : part);
      at = end;
    }
    return parts;
  }

  private static void add(StringBuilder text, Object part) {
    String said = String.valueOf(part);
    text.append(part instanceof Integer ? NUMBER : TEXT).append(said.length()).append(':');
    text.append(said);
  }
}
