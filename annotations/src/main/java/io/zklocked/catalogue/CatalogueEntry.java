package io.zklocked.catalogue;

import io.zklocked.LockMode;
import java.util.List;

/**
 * One lock of one method, as it was compiled. Immutable.
 *
 * @param mode how it is held
 * @param method the name of the method and its descriptor, such as {@code ship(J)V}
 * @param parameterNames the names by which placeholders call the parameters
 * @param template the resource, as it was written
 */
public record CatalogueEntry(
    LockMode mode, String method, List<String> parameterNames, String template) {

  /** Copies the names. */
  public CatalogueEntry {
    parameterNames = List.copyOf(parameterNames);
  }

  /** The line for the entry: the template comes last, as it alone may hold blanks. */
  String line() {
    String names = parameterNames.isEmpty() ? "-" : String.join(",", parameterNames);
    return mode + " " + method + " " + names + " " + template;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if no entry would be written so
   */
  static CatalogueEntry of(String line) {
    String[] words = line.split(" ", 4);
    if (words.length < 4) {
      throw new IllegalArgumentException("a lock has four words, not " + words.length);
    }
    List<String> names = words[2].equals("-") ? List.of() : List.of(words[2].split(",", -1));
    return new CatalogueEntry(LockMode.valueOf(words[0]), words[1], names, words[3]);
  }
}
