package io.zklocked.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Gives the weaver the resources of a class path, as the application's loader would, and to others
 * its classes, none of which is ever initialised. Confined to one thread.
 */
final class PathLoader extends ClassLoader {

  private final ClassPath path;

  PathLoader(ClassPath path) {
    super("zklocked-check", ClassLoader.getPlatformClassLoader());
    this.path = path;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream stream = path.find(name.replace('.', '/').concat(".class"))) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] file = stream.readAllBytes();
      return defineClass(name, file, 0, file.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      InputStream found = path.find(name);
      return found == null ? super.getResourceAsStream(name) : found;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return null;
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return Collections.emptyEnumeration();
  }
}
