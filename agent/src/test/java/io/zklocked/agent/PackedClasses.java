package io.zklocked.agent;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipFile;

/** The packs of classes in the agent's jar, read one after the other. Immutable. */
final class PackedClasses {

  /** The file of the jar that they are. */
  static final String FILE = "inst/packs/classes";

  private static final String INDEX = "inst/packs/index";

  private final ByteBuffer index;
  private final byte[] classes;
  private final int packsAt;

  private PackedClasses(byte[] index, byte[] classes) {
    this.index = ByteBuffer.wrap(index);
    this.classes = classes;
    this.packsAt = 4 + 8 * this.index.getInt(0);
  }

  static PackedClasses of(Path jar) throws IOException {
    try (ZipFile open = new ZipFile(jar.toFile());
        InputStream index = open.getInputStream(open.getEntry(INDEX));
        InputStream classes = open.getInputStream(open.getEntry(FILE))) {
      return new PackedClasses(index.readAllBytes(), classes.readAllBytes());
    }
  }

  /** The names of all classes. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (int number = 0; packsAt + 12 * number < index.limit(); number++) {
      names.addAll(names(number));
    }
    return names;
  }

  /** The file with another byte in the midst of the pack that a class is in. */
  byte[] damagedAt(String name) throws IOException {
    for (int number = 0; packsAt + 12 * number < index.limit(); number++) {
      if (names(number).contains(name)) {
        byte[] damaged = classes.clone();
        damaged[(begin(number) + end(number)) / 2] ^= 1;
        return damaged;
      }
    }
    throw new IllegalArgumentException("there is no " + name);
  }

  private List<String> names(int number) throws IOException {
    List<String> names = new ArrayList<>();
    InputStream packed =
        new ByteArrayInputStream(classes, begin(number), end(number) - begin(number));
    try (DataInputStream pack =
        new DataInputStream(new InflaterInputStream(packed, new Inflater(true)))) {
      int left = index.getInt(packsAt + 12 * number + 4);
      while (left > 0) {
        byte[] name = new byte[pack.readUnsignedShort()];
        int length = pack.readInt();
        pack.readFully(name);
        pack.skipNBytes(length);
        left -= 6 + name.length + length;
        names.add(new String(name, StandardCharsets.ISO_8859_1));
      }
    }
    return names;
  }

  private int begin(int number) {
    return number == 0 ? 0 : end(number - 1);
  }

  private int end(int number) {
    return index.getInt(packsAt + 12 * number);
  }
}
