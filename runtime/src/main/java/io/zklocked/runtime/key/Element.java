package io.zklocked.runtime.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One element of a path: its encoding and its length. An element of more than 200 bytes is
 * shortened to 150 bytes, {@code ~}, and 128 bits of its SHA-256 in hexadecimal.
 *
 * <p>An ordinary element never equals a shortened one: what has the form of a shortened element is
 * itself shortened, however short it is. So two elements are equal only if they were equal before,
 * or if SHA-256 collides.
 */
final class Element {

  /** A slash of the resource within its element. */
  static final String SLASH = "%2F";

  private static final int MAX_BYTES = 200;
  private static final int KEPT_BYTES = 150;
  private static final int HASH_BYTES = 16;
  private static final int TAIL_CHARS = 1 + 2 * HASH_BYTES;

  private Element() {}

  /** Makes one element of a whole resource. */
  static String encoded(String resource) {
    if (resource.indexOf('/') < 0 && resource.indexOf('%') < 0) {
      return resource;
    }
    StringBuilder encoded = new StringBuilder(resource.length() + 16);
    for (int i = 0; i < resource.length(); i++) {
      char c = resource.charAt(i);
      switch (c) {
        case '/' -> encoded.append(SLASH);
        case '%' -> encoded.append("%25");
        default -> encoded.append(c);
      }
    }
    return encoded.toString();
  }

  /** Reads the resource back that an element tells which was not shortened. */
  static String decoded(String path, int start) {
    int next = path.indexOf('%', start);
    if (next < 0) {
      return path.substring(start);
    }
    StringBuilder decoded = new StringBuilder(path.length() - start);
    int from = start;
    while (next >= 0) {
      decoded.append(path, from, next).append(path.startsWith(SLASH, next) ? '/' : '%');
      from = next + 3;
      next = path.indexOf('%', from);
    }
    return decoded.append(path, from, path.length()).toString();
  }

  static String fitted(String element) {
    return fits(element, 0) ? element : shortened(element);
  }

  /** Whether no element of so many characters can be too long, or look like a shortened one. */
  static boolean isShort(int length) {
    return length < TAIL_CHARS;
  }

  /** Whether the element that starts there and goes to the end of the text stays as it is. */
  static boolean fits(String text, int start) {
    int length = text.length() - start;
    if (length > MAX_BYTES || (length > MAX_BYTES / 3 && bytes(text, start) > MAX_BYTES)) {
      return false;
    }
    return length < TAIL_CHARS
        || text.charAt(text.length() - TAIL_CHARS) != '~'
        || !isHex(text, text.length() - TAIL_CHARS + 1);
  }

  private static int bytes(String text, int start) {
    int bytes = 0;
    for (int i = start; i < text.length(); i++) {
      bytes += bytes(text.charAt(i));
    }
    return bytes;
  }

  /** No element holds surrogates: they were encoded or refused. */
  private static int bytes(char c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
  }

  private static boolean isHex(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static String shortened(String element) {
    byte[] hash = sha256().digest(element.getBytes(StandardCharsets.UTF_8));
    return element.substring(0, cut(element)) + '~' + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private static int cut(String element) {
    int cut = 0;
    int bytes = 0;
    while (cut < element.length() && bytes + bytes(element.charAt(cut)) <= KEPT_BYTES) {
      bytes += bytes(element.charAt(cut));
      cut++;
    }
    if (cut == element.length()) {
      return cut;
    }
    for (int back = 1; back <= 2; back++) {
      if (cut >= back && element.charAt(cut - back) == '%') {
        return cut - back;
      }
    }
    return cut;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }
}
