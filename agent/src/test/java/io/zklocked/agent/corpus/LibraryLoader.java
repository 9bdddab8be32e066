package io.zklocked.agent.corpus;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defines the classes of one library itself, and takes all others from elsewhere. */
final class LibraryLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> files;

  /**
   * A loader.
   *
   * @param files the library, by the names of its classes
   */
  LibraryLoader(Map<String, byte[]> files, ClassLoader others) {
    super(others);
    this.files = files;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      byte[] file = files.get(name);
      Class<?> known = findLoadedClass(name);
      if (known != null || file == null) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      return defineClass(name, file, 0, file.length);
    }
  }

  /**
   * Loads, links and so verifies a class, and does not initialize it: the JVM links a class before
   * it tells of its members.
   *
   * @return what failed, or null
   */
  @Nullable Throwable link(String name) {
    try {
      Class<?> type = Class.forName(name, false, this);
      return told(type) ? null : new NoClassDefFoundError("all that " + name + " declares");
    } catch (VerifyError | ClassFormatError e) {
      return e;
    } catch (LinkageError | ClassNotFoundException | RuntimeException e) {
      return e;
    }
  }

  /**
   * Whether any kind of its members can be told; each names other classes, which may be missing.
   */
  private static boolean told(Class<?> type) {
    NoClassDefFoundError missing;
    try {
      return type.getDeclaredConstructors() != null;
    } catch (NoClassDefFoundError e) {
      missing = e;
    }
    try {
      return type.getDeclaredFields() != null;
    } catch (NoClassDefFoundError e) {
      missing.addSuppressed(e);
    }
    try {
      return type.getDeclaredMethods() != null;
    } catch (NoClassDefFoundError e) {
      missing.addSuppressed(e);
      throw missing;
    }
  }
}
