package io.zklocked.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one class, and the file that tells them: one for each class, so that a compiler that
 * compiles few classes anew leaves those of the others alone. Immutable.
 *
 * <p>The file is UTF-8 text. Its first line gives the version of its form; each further line is a
 * lock: mode, method, names of the parameters with commas between them or {@code -}, template.
 *
 * @param entries in the order of the source
 */
public record LockCatalogue(List<CatalogueEntry> entries) {

  private static final String FIRST_LINE = "# zklocked locks 1";

  /** Copies the entries. */
  public LockCatalogue {
    entries = List.copyOf(entries);
  }

  /**
   * Where the file of a class lies, from the root of its class path.
   *
   * @param className the binary name, such as {@code com.acme.Bank$Teller}
   * @return a relative path
   */
  public static String fileOf(String className) {
    return "META-INF/zklocked/" + className + ".locks";
  }

  /**
   * The text of the file.
   *
   * @return lines, each ended
   */
  public String text() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (CatalogueEntry entry : entries) {
      text.append(entry.line()).append('\n');
    }
    return text.toString();
  }

  /**
   * Reads the text of a file.
   *
   * @param text the text
   * @return the locks
   * @throws IllegalArgumentException if it is damaged, or of another version
   */
  public static LockCatalogue parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
      throw new IllegalArgumentException("its first line is not: " + FIRST_LINE);
    }
    return new LockCatalogue(
        lines.subList(1, lines.size()).stream().map(CatalogueEntry::of).toList());
  }

  /**
   * Reads the file of a class. Blocks for as long as the loader does.
   *
   * @param loader the loader of the class
   * @param className its binary name
   * @return the locks, or null if the class was compiled without the checker
   * @throws IOException if the file cannot be read, or is damaged or of another version
   */
  public static @Nullable LockCatalogue of(ClassLoader loader, String className)
      throws IOException {
    String file = fileOf(className);
    try (InputStream stream = loader.getResourceAsStream(file)) {
      return stream == null
          ? null
          : parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The names of a method's parameters.
   *
   * @param method its name and descriptor
   * @return the names, or an empty list if the method has no lock here
   */
  public List<String> parameterNames(String method) {
    for (CatalogueEntry entry : entries) {
      if (entry.method().equals(method)) {
        return entry.parameterNames();
      }
    }
    return List.of();
  }
}
