package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedLoaderTest {

  /** Beyond this number JDK 17 makes a class of the call: sun.reflect.inflationThreshold is 15. */
  private static final int CALLS = 40;

  /** What a library has made by its constructor, as ZooKeeper its sockets. */
  public static final class Made {}

  @Test
  void constructorCanBeCalledByReflectionAsOftenAsOneLikes(@TempDir Path directory)
      throws Exception {
    IsolatedLoader loader =
        new IsolatedLoader(jarOf(directory).toFile(), Made.class.getProtectionDomain());
    Constructor<?> constructor = loader.loadClass(Made.class.getName()).getConstructor();

    for (int i = 0; i < CALLS; i++) {
      assertThat(constructor.newInstance().getClass().getClassLoader()).isSameAs(loader);
    }
  }

  private static Path jarOf(Path directory) throws IOException {
    Path jar = directory.resolve("isolated.jar");
    String name = Made.class.getName().replace('.', '/');
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream in = Made.class.getResourceAsStream("/" + name + ".class")) {
      byte[] content = in.readAllBytes();
      out.putNextEntry(new JarEntry("inst/packs/index"));
      out.write(name.getBytes(StandardCharsets.ISO_8859_1));
      out.putNextEntry(new JarEntry("inst/packs/0"));
      DataOutputStream pack = new DataOutputStream(out);
      pack.writeShort(name.length());
      pack.writeInt(content.length);
      pack.writeBytes(name);
      pack.write(content);
    }
    return jar;
  }
}
