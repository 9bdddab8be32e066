package io.zklocked.runtime.key;

import io.zklocked.syntax.ResourceText;
import org.jspecify.annotations.Nullable;

/**
 * Percent-encodes a value, so that it is one part of an element and can be read back. Encoded are
 * the slash, the percent sign, what ZooKeeper refuses in paths, and the character that ends the
 * value in its template.
 */
final class Escape {

  private Escape() {}

  /**
   * Escapes a value.
   *
   * @return the value itself if nothing is to be escaped; null if it holds half of a surrogate
   *     pair, which has no UTF-8 form and so could not be told from another
   */
  static @Nullable String value(String value, char end) {
    for (int i = 0; i < value.length(); i++) {
      if (!stands(value.charAt(i), end)) {
        return escaped(value, i, end);
      }
    }
    return value;
  }

  private static boolean stands(char c, char end) {
    return c != '/' && c != '%' && c != end && ResourceText.isAllowed(c);
  }

  private static @Nullable String escaped(String value, int first, char end) {
    StringBuilder escaped = new StringBuilder(value.length() + 16).append(value, 0, first);
    int i = first;
    while (i < value.length()) {
      char c = value.charAt(i);
      if (stands(c, end)) {
        escaped.append(c);
        i++;
        continue;
      }
      int codePoint = value.codePointAt(i);
      if (codePoint <= Character.MAX_VALUE && Character.isSurrogate(c)) {
        return null;
      }
      escaped.append(ResourceText.encoded(codePoint));
      i += Character.charCount(codePoint);
    }
    return escaped.toString();
  }
}
