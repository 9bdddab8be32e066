package io.zklocked.runtime.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names the kinds of locks. Two templates that differ only in what their placeholders are called
 * give the same keys: {@code accounts/{from}} and {@code accounts/{to}} are one kind, {@code
 * accounts/{}}. A lock whose name is fixed, and one by hand without a label, are kinds of their
 * own, called by their path. Thread-safe.
 */
final class Kinds {

  private final int mostNames;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /**
   * Knows no labels yet.
   *
   * @param mostNames how many labels are remembered; further ones are read each time
   */
  Kinds(int mostNames) {
    this.mostNames = mostNames;
  }

  String of(String label, String resource, String path) {
    if (label.equals(Acquirer.BY_HAND) || label.equals(resource)) {
      return path;
    }
    String known = names.get(label);
    if (known != null) {
      return known;
    }
    String name = withoutNames(label);
    if (names.size() < mostNames) {
      names.put(label, name);
    }
    return name;
  }

  /** Properties keep their names: they stand for one value. */
  private static String withoutNames(String label) {
    StringBuilder name = new StringBuilder(label.length());
    int at = 0;
    for (int open = label.indexOf('{'); open >= 0; open = label.indexOf('{', at)) {
      int close = label.indexOf('}', open);
      if (close < 0) {
        break;
      }
      boolean isProperty = open > at && label.charAt(open - 1) == '$';
      name.append(label, at, isProperty ? close : open + 1).append('}');
      at = close + 1;
    }
    return name.append(label, at, label.length()).toString();
  }
}
