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

  private Endings() {}

  static boolean areOrdinary(String resource) {
    int start = resource.startsWith("/") ? 1 : 0;
    while (start <= resource.length()) {
      int end = endOfElement(resource, start);
      if (!isOrdinary(resource, start, end)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  static String amended(String resource) {
    StringBuilder amended = new StringBuilder(resource.length() + 16);
    int start = resource.startsWith("/") ? 1 : 0;
    amended.append(resource, 0, start);
    while (start <= resource.length()) {
      int end = endOfElement(resource, start);
      if (isOrdinary(resource, start, end)) {
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
  private static boolean isOrdinary(String resource, int start, int end) {
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
    return (last != 'r' && last != 'm') || !isReserved(resource, start, end);
  }

  private static boolean isReserved(String resource, int start, int end) {
    boolean firstOfAbsolute = start == 1 && resource.charAt(0) == '/';
    boolean allOfRelative = start == 0 && end == resource.length();
    return (firstOfAbsolute || allOfRelative)
        && ResourceText.isReserved(resource.substring(start, end));
  }
}
