package io.zklocked.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the agent's own loader. In the jar they lie in packs of some dozens, by their
 * names: a jar of thousands of files costs each start of an application the time to list them, and
 * each class the time to open its file. A pack that was read stays as long as there is memory.
 * Thread-safe.
 *
 * <p>The index names the first class of each pack, in order, a line each. A pack holds, for each
 * class, the length of its internal name in two bytes, that of its file in four, the name and the
 * file.
 */
final class ClassPacks {

  private static final String PACKS = "inst/packs/";
  private static final int HEAD = 6;
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final ZipFile jar;
  private final String[] firstNames;
  private final SoftReference<byte[]>[] packs;

  /**
   * Reads the index.
   *
   * @throws IOException if there is none
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  ClassPacks(ZipFile jar) throws IOException {
    this.jar = jar;
    this.firstNames = new String(read(PACKS + "index"), StandardCharsets.ISO_8859_1).split("\n");
    this.packs = new SoftReference[firstNames.length];
    Arrays.fill(packs, new SoftReference<>(null));
  }

  /**
   * Finds a class file.
   *
   * @param internalName such as {@code java/lang/Object}
   * @return null if there is none
   * @throws IOException if the jar is damaged
   */
  @Nullable ByteBuffer find(String internalName) throws IOException {
    int found = Arrays.binarySearch(firstNames, internalName);
    int number = found < 0 ? -found - 2 : found;
    return number < 0 ? null : find(internalName, pack(number));
  }

  @SuppressWarnings("deprecation") // the one conversion that needs neither charset nor encoder
  private static @Nullable ByteBuffer find(String internalName, byte[] pack) throws IOException {
    byte[] name = new byte[internalName.length()];
    internalName.getBytes(0, name.length, name, 0);
    int at = 0;
    while (at < pack.length) {
      int file = at + HEAD + u2(pack, at);
      int length = u2(pack, at + 2) << 16 | u2(pack, at + 4);
      if (length < 0 || length > pack.length - file) {
        throw new IOException("a pack of classes is damaged");
      }
      if (Arrays.equals(pack, at + HEAD, file, name, 0, name.length)) {
        return ByteBuffer.wrap(pack, file, length);
      }
      at = file + length;
    }
    return null;
  }

  private synchronized byte[] pack(int number) throws IOException {
    byte[] pack = packs[number].get();
    if (pack == null) {
      pack = read(PACKS + number);
      packs[number] = new SoftReference<>(pack);
    }
    return pack;
  }

  private byte[] read(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("there is no " + name);
    }
    long size = entry.getSize();
    if (size < 0 || size > MOST_BYTES) {
      throw new IOException(name + " is damaged");
    }
    byte[] content = new byte[(int) size];
    CRC32 sum = new CRC32();
    try (InputStream stream = jar.getInputStream(entry)) {
      int length = stream.readNBytes(content, 0, content.length);
      sum.update(content, 0, length);
    }
    if (sum.getValue() != entry.getCrc()) {
      throw new IOException(name + " is damaged"); // no ZipFile looks for itself
    }
    return content;
  }

  private static int u2(byte[] pack, int at) {
    return (pack[at] & 0xff) << 8 | (pack[at + 1] & 0xff);
  }
}
