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
    return isExact() ? text.equals(name) : matches(0, name, 0);
  }

  private boolean matches(int at, String name, int from) {
    int i = at;
    int j = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '*') {
        if (j >= name.length() || name.charAt(j) != c) {
          return false;
        }
        i++;
        j++;
        continue;
      }
      boolean isDeep = text.startsWith(ANYTHING, i);
      int behind = i + (isDeep ? 2 : 1);
      for (int end = j; end <= name.length(); end++) {
        if (matches(behind, name, end)) {
          return true;
        }
        if (end < name.length() && name.charAt(end) == '.' && !isDeep) {
          return false;
        }
      }
      return false;
    }
    return j == name.length();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
