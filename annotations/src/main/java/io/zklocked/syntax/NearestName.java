package io.zklocked.syntax;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that somebody may have meant: the one with the smallest edit distance. Without
 * state.
 */
public final class NearestName {

  private NearestName() {}

  /**
   * The nearest of some names.
   *
   * @param written what was written
   * @param names the names that there are
   * @return one of them, or null if none resembles what was written
   */
  public static @Nullable String of(String written, List<String> names) {
    String nearest = null;
    int smallest = Integer.MAX_VALUE;
    for (String name : names) {
      int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < smallest && distance <= Math.max(2, name.length() / 2)) {
        smallest = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  /** How many characters must be inserted, deleted or replaced to turn one into the other. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
