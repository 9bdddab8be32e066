package io.zklocked.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the agent's own loader. In the jar they lie in packs of some dozens, which are
 * one file of it: a jar of thousands of files costs each start of an application the time to list
 * them, and each class the time to open its file. A pack that was read stays as long as there is
 * memory. Thread-safe.
 *
 * <p>The index is a hash table, since what finds a class runs hundreds of times in an interpreter:
 * the number of its slots; for each slot the hash code of a class's name, and behind it the number
 * of its pack and where it begins in there, 16 bits each, all of them set if the slot is free; then
 * for each pack where it ends in the file, how long it is once it is inflated, and its checksum. A
 * pack holds, for each class, the length of its name in two bytes, that of its file in four, the
 * name and the file.
 */
final class ClassPacks {

  private static final String INDEX = "inst/packs/index";
  private static final String CLASSES = "inst/packs/classes";
  private static final int HEAD = 6;
  private static final int SLOT = 8;
  private static final int PACK = 12;
  private static final int NOWHERE = -1;
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final ZipFile jar;
  private final byte[] index;
  private final int mask;
  private final int packsAt;
  private final SoftReference<byte[]>[] packs;
  private final Inflater inflater = new Inflater(true);

  /**
   * Reads the index.
   *
   * @throws IOException if there is none
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  ClassPacks(ZipFile jar) throws IOException {
    this.jar = jar;
    this.index = index(jar);
    int slots = u4(index, 0);
    this.mask = slots - 1;
    this.packsAt = 4 + SLOT * slots;
    this.packs = new SoftReference[(index.length - packsAt) / PACK];
  }

  /**
   * Finds a class file.
   *
   * @param name such as {@code java.lang.Object}
   * @return null if there is none
   * @throws IOException if the jar is damaged
   */
  @Nullable ByteBuffer find(String name) throws IOException {
    int hash = name.hashCode();
    int slot = hash & mask;
    while (true) {
      int at = 4 + SLOT * slot;
      int place = u4(index, at + 4);
      if (place == NOWHERE) {
        return null;
      }
      if (u4(index, at) == hash) {
        ByteBuffer file = find(name, pack(place >>> 16), place & 0xffff);
        if (file != null) {
          return file;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  @SuppressWarnings("deprecation") // the one conversion that needs neither charset nor encoder
  private static @Nullable ByteBuffer find(String name, byte[] pack, int at) {
    byte[] bytes = new byte[name.length()];
    name.getBytes(0, bytes.length, bytes, 0);
    int file = at + HEAD + bytes.length;
    return u2(pack, at) == bytes.length
            && Arrays.equals(pack, at + HEAD, file, bytes, 0, bytes.length)
        ? ByteBuffer.wrap(pack, file, u4(pack, at + 2))
        : null;
  }

  private synchronized byte[] pack(int number) throws IOException {
    SoftReference<byte[]> known = packs[number];
    byte[] pack = known == null ? null : known.get();
    if (pack == null) {
      pack = inflate(packsAt + PACK * number, number == 0);
      packs[number] = new SoftReference<>(pack);
    }
    return pack;
  }

  private byte[] inflate(int at, boolean isFirst) throws IOException {
    int from = isFirst ? 0 : u4(index, at - PACK);
    byte[] packed = new byte[u4(index, at) - from];
    try (InputStream stream = jar.getInputStream(entry(jar, CLASSES))) {
      stream.skipNBytes(from);
      if (stream.readNBytes(packed, 0, packed.length) < packed.length) {
        throw damaged(CLASSES);
      }
    }
    byte[] content = new byte[u4(index, at + 4)];
    inflater.reset();
    inflater.setInput(packed);
    try {
      if (inflater.inflate(content) < content.length || sum(content) != u4(index, at + 8)) {
        throw damaged(CLASSES);
      }
    } catch (DataFormatException e) {
      throw damaged(CLASSES);
    }
    return content;
  }

  private static byte[] index(ZipFile jar) throws IOException {
    ZipEntry entry = entry(jar, INDEX);
    long size = entry.getSize();
    if (size < 4 || size > MOST_BYTES) {
      throw damaged(INDEX);
    }
    byte[] content = new byte[(int) size];
    try (InputStream stream = jar.getInputStream(entry)) {
      int length = stream.readNBytes(content, 0, content.length);
      if (length < content.length || sum(content) != (int) entry.getCrc()) {
        throw damaged(INDEX); // no ZipFile looks for itself
      }
    }
    return content;
  }

  private static ZipEntry entry(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("there is no ".concat(name));
    }
    return entry;
  }

  private static int sum(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content, 0, content.length);
    return (int) sum.getValue();
  }

  private static IOException damaged(String name) {
    return new IOException(name.concat(" is damaged"));
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static int u4(byte[] bytes, int at) {
    return u2(bytes, at) << 16 | u2(bytes, at + 2);
  }
}
