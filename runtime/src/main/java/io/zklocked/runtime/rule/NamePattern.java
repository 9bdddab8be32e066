package io.zklocked.runtime.rule;

/**
 * A name, or a pattern of names: {@code *} stands for any characters but dots, {@code **} for any
 * at all. Immutable.
 *
 * @param text as it was written
 */
public record NamePattern(String text) {

  /** Stands for whatever there is. */
  public static final String ANYTHING = "**";

  /**
   * Whether it is one name.
   *
   * @return whether there is no star in it
   */
  public boolean isExact() {
    return text.indexOf('*') < 0;
  }

  /**
   * Whether a name is among those that it stands for.
   *
   * @param name the name
   * @return whether it matches
   */
  public boolean matches(String name) {
    return isExact() ? text.equals(name) : matchesPattern(name);
  }

  /**
   * In one pass for each star: whichever way the stars before it were taken, what matters is where
   * the name stands, so that each pair of positions is looked at once.
   */
  private boolean matchesPattern(String name) {
    boolean[] reached = new boolean[name.length() + 1];
    reached[0] = true;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '*') {
        take(text.charAt(i), name, reached);
      } else if (text.startsWith(ANYTHING, i)) {
        i++;
        spread(name, reached, true);
      } else {
        spread(name, reached, false);
      }
    }
    return reached[name.length()];
  }

  private static void take(char c, String name, boolean[] reached) {
    for (int j = name.length(); j > 0; j--) {
      reached[j] = reached[j - 1] && name.charAt(j - 1) == c;
    }
    reached[0] = false;
  }

  private static void spread(String name, boolean[] reached, boolean isDeep) {
    for (int j = 1; j <= name.length(); j++) {
      reached[j] |= reached[j - 1] && (isDeep || name.charAt(j - 1) != '.');
    }
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
