package io.zklocked.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The rules for the text of a resource: which characters and which elements it may have. An
 * <i>element</i> is what stands between two slashes.
 *
 * <p>The rules are the same for relative and absolute resources, so that a name means the same lock
 * in both and no resource seems to climb out of its root.
 */
public final class ResourceText {

  /** Elements with a meaning of their own: ZooKeeper's, and the tree of control nodes. */
  private static final Set<String> RESERVED = Set.of("zookeeper", ".system");

  private static final String[] CONTENDERS = {"lock-", "__lock__", "__READ__", "__WRIT__"};
  private static final int SEQUENCE_DIGITS = 10;

  private ResourceText() {}

  /**
   * Checks a resource that was named by hand.
   *
   * @param text relative, or absolute if it starts with {@code /}
   * @throws SyntaxException if it cannot name a lock
   */
  public static void check(String text) {
    ResourceCheck.of("resource", text).text(text);
  }

  /**
   * Whether a character may stand in a path of ZooKeeper, by the rules of its {@code
   * PathUtils.validatePath}. Surrogates and private characters may not.
   *
   * @param c a character
   * @return whether it needs no escape
   */
  public static boolean isAllowed(char c) {
    return (c > 0x1f && c < 0x7f) || (c > 0x9f && c < 0xd800) || (c > 0xf8ff && c < 0xfff0);
  }

  /**
   * Whether an element is a name that no lock may have: alone as a relative resource, first in an
   * absolute one.
   *
   * @param element an element
   * @return whether it is reserved
   */
  public static boolean isReserved(String element) {
    return RESERVED.contains(element);
  }

  /**
   * Whether an element ends like the node of a contender: {@code lock-}, {@code __lock__}, {@code
   * __READ__} or {@code __WRIT__}, then ten digits, or a minus sign and digits.
   *
   * @param text holds the element
   * @param from where the element starts
   * @param to where it ends, exclusive
   * @return whether ZooKeeper's lock recipes could take it for a contender
   */
  public static boolean endsLikeContender(String text, int from, int to) {
    int digits = to;
    while (digits > from && isDigit(text.charAt(digits - 1))) {
      digits--;
    }
    if (digits == to) {
      return false;
    }
    if (digits > from
        && text.charAt(digits - 1) == '-'
        && hasMarkerBefore(text, from, digits - 1)) {
      return true;
    }
    return to - digits == SEQUENCE_DIGITS && hasMarkerBefore(text, from, digits);
  }

  private static boolean hasMarkerBefore(String text, int from, int end) {
    for (String marker : CONTENDERS) {
      int start = end - marker.length();
      if (start >= from && text.startsWith(marker, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Percent-encodes one character.
   *
   * @param codePoint the character; not half of a surrogate pair
   * @return {@code %} and two upper-case hexadecimal digits for each byte of its UTF-8 form
   */
  public static String encoded(int codePoint) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%');
      encoded.append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)));
      encoded.append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
    }
    return encoded.toString();
  }
}
