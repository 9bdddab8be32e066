package io.zklocked.agent.glance;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The names of annotations to look for, as class files write them. Immutable. */
final class WantedNames {

  /** How a class file names our annotation. */
  static final String ANNOTATION = "Lio/zklocked/ZkLocked;";

  private final byte[][] names;
  private final long lengths;

  WantedNames(Set<String> others) {
    names = new byte[others.size() + 1][];
    names[0] = ascii(ANNOTATION);
    int i = 1;
    for (String other : others) {
      names[i++] = isAscii(other) ? ascii(other) : other.getBytes(StandardCharsets.UTF_8);
    }
    long found = 0;
    for (byte[] name : names) {
      found |= 1L << name.length;
    }
    lengths = found;
  }

  /** Their lengths, as the bits of a number; the 64th is the 0th again. */
  long lengths() {
    return lengths;
  }

  /** Whether an entry of a constant pool is one of them. */
  boolean contain(byte[] file, int from, int length) {
    for (byte[] name : names) {
      if (name.length == length && isAt(file, from, name)) {
        return true;
      }
    }
    return false;
  }

  static boolean isAt(byte[] file, int from, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (file[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("deprecation") // the one conversion that needs neither charset nor encoder
  static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    text.getBytes(0, bytes.length, bytes, 0);
    return bytes;
  }
}
