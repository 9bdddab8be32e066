package io.zklocked.runtime;

import io.zklocked.runtime.curator.Right;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads who may do what with the nodes of the locks: {@code creator}, {@code world}, or {@code
 * scheme:id:permissions}, as ZooKeeper writes it, several with semicolons between them.
 */
final class AccessRights {

  private static final String CREATOR = "creator";
  private static final String WORLD = "world";
  private static final String PERMISSIONS = "cdrwa";

  private AccessRights() {}

  /**
   * Checks a list.
   *
   * @return the list
   * @throws IllegalArgumentException as {@link #parse}
   */
  static String check(String text) {
    parse(text);
    return text;
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if it is malformed; the message says what is wrong
   */
  static List<Right> parse(String text) {
    List<Right> rights = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int semicolon = text.indexOf(';', start);
      int end = semicolon < 0 ? text.length() : semicolon;
      rights.add(right(text.substring(start, end).strip()));
      start = end + 1;
    }
    return rights;
  }

  /** Whether rights go to whoever creates a node, who then has to be somebody. */
  static boolean needsCreator(String text) {
    for (Right right : parse(text)) {
      if (right.scheme().equals(Right.CREATOR.scheme())) {
        return true;
      }
    }
    return false;
  }

  private static Right right(String text) {
    if (text.equals(CREATOR)) {
      return Right.CREATOR;
    }
    if (text.equals(WORLD)) {
      return Right.WORLD;
    }
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first <= 0 || last == first) {
      throw new IllegalArgumentException(
          QuotedValue.of(text) + " is neither creator, world, nor scheme:id:permissions");
    }
    String permissions = text.substring(last + 1);
    for (int i = 0; i < permissions.length(); i++) {
      if (PERMISSIONS.indexOf(permissions.charAt(i)) < 0) {
        throw noPermissions(text);
      }
    }
    if (permissions.isEmpty()) {
      throw noPermissions(text);
    }
    return new Right(text.substring(0, first), text.substring(first + 1, last), permissions);
  }

  private static IllegalArgumentException noPermissions(String text) {
    return new IllegalArgumentException(
        QuotedValue.of(text)
            + " does not end in permissions: letters out of "
            + PERMISSIONS
            + " (create, delete, read, write, admin)");
  }
}
