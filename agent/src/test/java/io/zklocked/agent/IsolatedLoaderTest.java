package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
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
    String name = Made.class.getName();
    byte[] pack = pack(name);
    CRC32 sum = new CRC32();
    sum.update(pack);
    byte[] deflated = new byte[2 * pack.length];
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(pack);
    deflater.finish();
    int length = deflater.deflate(deflated);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("inst/packs/index"));
      DataOutputStream index = new DataOutputStream(out);
      int slots = 2;
      index.writeInt(slots);
      for (int slot = 0; slot < slots; slot++) {
        boolean isIts = slot == (name.hashCode() & (slots - 1));
        index.writeInt(isIts ? name.hashCode() : 0);
        index.writeInt(isIts ? 0 : -1);
      }
      index.writeInt(length);
      index.writeInt(pack.length);
      index.writeInt((int) sum.getValue());
      out.putNextEntry(new JarEntry("inst/packs/classes"));
      out.write(deflated, 0, length);
    }
    return jar;
  }

  private static byte[] pack(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream pack = new DataOutputStream(bytes);
    try (InputStream in = Made.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      byte[] content = in.readAllBytes();
      pack.writeShort(name.length());
      pack.writeInt(content.length);
      pack.writeBytes(name);
      pack.write(content);
    }
    return bytes.toByteArray();
  }
}
