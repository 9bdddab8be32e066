package io.zklocked.syntax;

import java.util.List;

/** Finds the character that tells where the value of a placeholder ends. */
final class Separator {

  /** No character of the text will do. */
  static final char NONE = 0;

  private static final String UNFIT = "%0123456789ABCDEF";

  private Separator() {}

  static char after(List<Part> parts, int placeholder) {
    int next = placeholder + 1;
    if (next >= parts.size()) {
      return '/';
    }
    if (!(parts.get(next) instanceof Part.Literal literal)) {
      return NONE;
    }
    return next + 1 < parts.size() ? of(literal.text()) : '/';
  }

  /**
   * A slash is best, since no value has one. Any other character must be escaped within the value
   * before it, so that its first occurrence ends that value; those that an escape is made of cannot
   * be.
   */
  private static char of(String between) {
    if (between.indexOf('/') >= 0) {
      return '/';
    }
    for (int i = 0; i < between.length(); i++) {
      if (UNFIT.indexOf(between.charAt(i)) < 0) {
        return between.charAt(i);
      }
    }
    return NONE;
  }
}
