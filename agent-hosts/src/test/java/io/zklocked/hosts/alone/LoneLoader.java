package io.zklocked.hosts.alone;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Sees the packages of the JDK that begin with {@code java.}, and its own jars. */
public final class LoneLoader extends URLClassLoader {

  private LoneLoader(URL[] jars) {
    super(jars, null);
  }

  /**
   * Runs a program in such a loader.
   *
   * @param arguments its class, and its jars
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    URL[] jars = new URL[arguments.length - 1];
    for (int i = 0; i < jars.length; i++) {
      jars[i] = Path.of(arguments[i + 1]).toUri().toURL();
    }
    try (LoneLoader alone = new LoneLoader(jars)) {
      alone
          .loadClass(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (name.startsWith("java.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  /** Finds nothing if it is to hide what it has. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    return Boolean.getBoolean("lone.hidden") ? null : super.getResourceAsStream(name);
  }
}
