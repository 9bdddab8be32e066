package io.zklocked.runtime.engine;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The name of a contender's node, as Curator and kazoo write it too. They all share the counter of
 * the key directory, so that they stand in one line, by number. Immutable.
 *
 * @param name the name of the node
 * @param kind what it asks for
 * @param sequence its number; negative once the counter has run over
 */
public record ContenderName(String name, Kind kind, long sequence) {

  static final int DIGITS = 10;
  private static final String PROTECTION = "_c_";

  /** The name that a new contender is created with, to which the server adds the number. */
  static String prefix(UUID id, Kind kind) {
    return PROTECTION + id + "-" + kind.mark();
  }

  /** Whether a node was created with an id. */
  static boolean carries(String name, UUID id) {
    return name.startsWith(PROTECTION) && name.startsWith(id.toString(), PROTECTION.length());
  }

  /**
   * Reads a name.
   *
   * @param name the name of a node
   * @return what it says, or null if the node is no contender
   */
  public static @Nullable ContenderName parse(String name) {
    int start = name.length();
    while (start > 0 && isDigit(name.charAt(start - 1))) {
      start--;
    }
    int digits = name.length() - start;
    if (digits == 0 || digits > DIGITS) {
      return null;
    }
    Kind kind = Kind.markedAt(name, start);
    if (kind != null && digits == DIGITS) {
      return new ContenderName(name, kind, Long.parseLong(name.substring(start)));
    }
    if (start > 0 && name.charAt(start - 1) == '-') {
      Kind overrun = Kind.markedAt(name, start - 1);
      if (overrun != null) {
        return new ContenderName(name, overrun, -Long.parseLong(name.substring(start)));
      }
    }
    return null;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
