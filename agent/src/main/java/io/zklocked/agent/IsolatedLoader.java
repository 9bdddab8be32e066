package io.zklocked.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the runtime and all that it needs from a corner of the agent's jar where no other loader
 * looks. It sees the JDK and itself, never the application, not even in an application of modules
 * where the platform loader sees both. Thread-safe.
 */
final class IsolatedLoader extends ClassLoader {

  private static final String CORNER = "inst/";
  private static final String CLASS = ".class";

  /** The packages of the JDK outside {@code java.} that the runtime and its libraries may use. */
  private static final String[] PLATFORM = {
    "javax.management.",
    "javax.naming.",
    "javax.net.",
    "javax.security.",
    "javax.crypto.",
    "jdk.internal.reflect.", // what the JDK makes of a constructor that is called often
    "jdk.jfr.",
    "jdk.net.",
    "com.sun.management.",
    "com.sun.security.",
    "org.ietf.jgss.",
    "sun.misc.",
  };

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final ZipFile jar;
  private final ClassPacks classes;
  private final ProtectionDomain domain;

  IsolatedLoader(File jar, ProtectionDomain domain) throws IOException {
    super("zklocked", null);
    this.jar = new ZipFile(jar);
    this.classes = new ClassPacks(this.jar);
    this.domain = domain;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> type = findLoadedClass(name);
      if (type == null) {
        // Nearly all that is asked for of the JDK is the boot loader's.
        type = name.startsWith("java.") ? super.loadClass(name, false) : findClass(name);
      }
      if (resolve) {
        resolveClass(type);
      }
      return type;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      ByteBuffer file = classes.find(name);
      if (file != null) {
        return defineClass(name, file, domain);
      }
      if (name.startsWith("java.") || ofPlatform(name)) {
        return platform.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return findResources(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return has(name) ? JarEntries.url(this, name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    List<URL> found = new ArrayList<>(1);
    URL url = findResource(name);
    if (url != null) {
      found.add(url);
    }
    return Collections.enumeration(found);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      return open(name);
    } catch (IOException e) {
      return null;
    }
  }

  /** Opens a file of this loader; null if there is none. */
  @Nullable InputStream open(String name) throws IOException {
    if (name.endsWith(CLASS)) {
      String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
      ByteBuffer file = classes.find(type);
      return file == null
          ? null
          : new ByteArrayInputStream(
              file.array(), file.arrayOffset() + file.position(), file.remaining());
    }
    ZipEntry entry = jar.getEntry(CORNER + name);
    if (entry == null && name.startsWith("boot/")) {
      entry = jar.getEntry(name);
    }
    return entry == null ? null : jar.getInputStream(entry);
  }

  private boolean has(String name) {
    try (InputStream file = open(name)) {
      return file != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ofPlatform(String name) {
    for (String prefix : PLATFORM) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
