package io.zklocked.woven;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/**
 * Shows the class files of a build, and what the compiler wrote beside them, as resources; defines
 * nothing. Thread-safe.
 */
final class BuildLoader extends ClassLoader {

  private static final String CLASS = ".class";

  private final ClassFileLocator locator;
  private final File root;

  /**
   * A loader for one build.
   *
   * @param locator finds class files
   * @param root where the compiler wrote to
   */
  BuildLoader(ClassFileLocator locator, File root) {
    super(null);
    this.locator = locator;
    this.root = root;
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      if (!name.endsWith(CLASS)) {
        File file = new File(root, name);
        return file.isFile() ? new FileInputStream(file) : null;
      }
      String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
      ClassFileLocator.Resolution found = locator.locate(type);
      return found.isResolved() ? new ByteArrayInputStream(found.resolve()) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
