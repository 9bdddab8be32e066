package io.zklocked.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Gives the weaver the resources of a class path, as the application's loader would; loads no class
 * of it. Confined to one thread.
 */
final class PathLoader extends ClassLoader {

  private final ClassPath path;

  PathLoader(ClassPath path) {
    super("zklocked-check", ClassLoader.getPlatformClassLoader());
    this.path = path;
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
