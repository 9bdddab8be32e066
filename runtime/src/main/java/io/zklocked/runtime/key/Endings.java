package io.zklocked.runtime.key;

import io.zklocked.syntax.ResourceText;

/**
 * Keeps rendered elements from meaning something else: {@code .} and {@code ..}, what ends like a
 * contender, and reserved names have their last character percent-encoded. Literal text alone never
 * needs it, since the template was checked; so whatever does was completed by a value.
 *
 * <p>That stays reversible: the characters encoded here (digits, the dot, letters) are never
 * encoded in that place for another reason.
 */
final class Endings {

  /** So many digits a contender has, of which a literal may give the first. */
  private static final int MOST_DIGITS = 10;

  private Endings() {}

  static boolean areOrdinary(String resource) {
    return areOrdinary(resource, resource.startsWith("/") ? 1 : 0, "/");
  }

  /** The same of a relative resource in one element, which starts there in a path. */
  static boolean areOrdinaryEncoded(String path, int from) {
    return areOrdinary(path, from, Element.SLASH);
  }

  /** Whether what an encoded text and any number behind it make is in order. */
  static boolean areOrdinaryBeforeNumbers(String text) {
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      String number = "0".repeat(digits);
      if (!areOrdinaryEncoded(text + number, 0) || !areOrdinaryEncoded(text + "-" + number, 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areOrdinary(String text, int from, String slash) {
    int start = from;
    while (true) {
      int next = text.indexOf(slash, start);
      if (!isOrdinary(text, from, start, next < 0 ? text.length() : next)) {
        return false;
      }
      if (next < 0) {
        return true;
      }
      start = next + slash.length();
    }
  }

  static String amended(String resource) {
    StringBuilder amended = new StringBuilder(resource.length() + 16);
    int start = resource.startsWith("/") ? 1 : 0;
    int from = start;
    amended.append(resource, 0, start);
    while (start <= resource.length()) {
      int end = endOfElement(resource, start);
      if (isOrdinary(resource, from, start, end)) {
        amended.append(resource, start, end);
      } else {
        amended.append(resource, start, end - 1);
        amended.append(ResourceText.encoded(resource.charAt(end - 1)));
      }
      if (end < resource.length()) {
        amended.append('/');
      }
      start = end + 1;
    }
    return amended.toString();
  }

  private static int endOfElement(String resource, int start) {
    int slash = resource.indexOf('/', start);
    return slash < 0 ? resource.length() : slash;
  }

  /** Looks at the last character first, since this runs on every call. */
  private static boolean isOrdinary(String resource, int from, int start, int end) {
    if (end == start) {
      return true;
    }
    char last = resource.charAt(end - 1);
    if (last >= '0' && last <= '9') {
      return !ResourceText.endsLikeContender(resource, start, end);
    }
    if (last == '.') {
      return end - start > 2 || resource.charAt(start) != '.';
    }
    return (last != 'r' && last != 'm') || !isReserved(resource, from, start, end);
  }

  /** The first element of an absolute resource, or the whole of a relative one. */
  private static boolean isReserved(String resource, int from, int start, int end) {
    boolean isAbsolute = from == 1 && resource.charAt(0) == '/';
    return start == from
        && (isAbsolute || end == resource.length())
        && ResourceText.isReserved(resource.substring(start, end));
  }
}
