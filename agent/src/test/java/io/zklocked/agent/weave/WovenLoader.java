package io.zklocked.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Defines given classes itself, and takes all others from the tests' loader. */
final class WovenLoader extends ClassLoader {

  private final Map<String, byte[]> files;

  WovenLoader(Map<String, byte[]> files) {
    super(WovenLoader.class.getClassLoader());
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

  static byte[] file(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream stream = type.getClassLoader().getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }
}
