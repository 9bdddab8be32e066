package io.zklocked.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The paths at and below which directories are made to last. Immutable. Without lambdas and regular
 * expressions, as all that reads the configuration.
 */
final class PersistentParents implements Predicate<String> {

  static final PersistentParents NONE = new PersistentParents(List.of());

  private final List<String> paths;
  private final @Nullable String except;

  private PersistentParents(List<String> paths) {
    this(paths, null);
  }

  private PersistentParents(List<String> paths, @Nullable String except) {
    this.paths = paths;
    this.except = except;
  }

  /** The same, but for what is at or below a path that is no directory of locks. */
  PersistentParents without(String path) {
    return new PersistentParents(paths, path);
  }

  /**
   * Reads paths that are separated by commas.
   *
   * @throws IllegalArgumentException if one of them is no path; the message says which and why
   */
  static PersistentParents parse(String text) {
    List<String> paths = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      paths.add(checked(text.substring(start, end).strip()));
      start = end + 1;
    }
    return new PersistentParents(paths);
  }

  private static String checked(String path) {
    try {
      return NodePath.check(path);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          QuotedValue.of(path) + " is not a path: " + e.getMessage(), e);
    }
  }

  /** Whether a directory is one of the paths, or lies below one. */
  @Override
  public boolean test(String directory) {
    for (int i = 0; i < paths.size(); i++) { // on every call: no iterator
      if (isBelow(paths.get(i), directory)) {
        return except == null || !isBelow(except, directory);
      }
    }
    return false;
  }

  private static boolean isBelow(String path, String directory) {
    return directory.startsWith(path)
        && (directory.length() == path.length() || directory.charAt(path.length()) == '/');
  }

  /** The paths as a source would give them. */
  @Override
  public String toString() {
    return String.join(",", paths);
  }
}
