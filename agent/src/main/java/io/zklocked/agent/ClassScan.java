package io.zklocked.agent;

import org.jspecify.annotations.Nullable;

/**
 * Reads as much of a class file as a search for annotations needs: the constant pool, and behind it
 * the annotations of the methods. It is plain loops over bytes on purpose: it runs for each class
 * that is loaded, in the midst of loading, where anything richer could load classes itself.
 * Confined to one thread.
 */
final class ClassScan {

  /** How a class file names the annotation. */
  static final String ANNOTATION = "Lio/zklocked/ZkLocked;";

  private static final byte[] WANTED = ascii(ANNOTATION);
  private static final byte[] VISIBLE = ascii("RuntimeVisibleAnnotations");
  private static final int UTF8 = 1;

  private final byte[] file;
  private int[] offsets = new int[0];
  private int end;
  private boolean wanted;
  private boolean annotated;

  private ClassScan(byte[] file) {
    this.file = file;
  }

  /**
   * Walks the constant pool.
   *
   * @return the scan, or null if these bytes are no class file that can be read
   */
  static @Nullable ClassScan of(byte[] file) {
    ClassScan scan = new ClassScan(file);
    try {
      return scan.walkPool() ? scan : null;
    } catch (ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }

  /** Whether the pool names the annotation itself. */
  boolean namesAnnotation() {
    return wanted;
  }

  /** Whether anything in the class is annotated for run time. */
  boolean isAnnotated() {
    return annotated;
  }

  /** Where the pool ends: the offset of the access flags. */
  int poolEnd() {
    return end;
  }

  int u1(int at) {
    return file[at] & 0xff;
  }

  int u2(int at) {
    return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
  }

  int u4(int at) {
    return u2(at) << 16 | u2(at + 2);
  }

  boolean isVisibleAnnotations(int utf8) {
    return is(offsets[utf8], VISIBLE);
  }

  /** The text of an entry, as far as it is ASCII. */
  @SuppressWarnings("deprecation") // the one constructor that needs neither charset nor decoder
  String text(int utf8) {
    int at = offsets[utf8];
    return new String(file, 0, at + 3, u2(at + 1));
  }

  private boolean walkPool() {
    if (file.length < 24 || u4(0) != 0xcafebabe) {
      return false;
    }
    int count = u2(8);
    offsets = new int[count];
    int at = 10;
    for (int i = 1; i < count; i++) {
      offsets[i] = at;
      int tag = file[at];
      switch (tag) {
        case UTF8 -> {
          look(at);
          at += 3 + u2(at + 1);
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
        case 5, 6 -> {
          at += 9;
          i++;
        }
        case 7, 8, 16, 19, 20 -> at += 3;
        case 15 -> at += 4;
        default -> {
          return false;
        }
      }
    }
    end = at;
    return true;
  }

  private void look(int at) {
    int length = u2(at + 1);
    if (length == WANTED.length) {
      wanted |= is(at, WANTED);
    } else if (length == VISIBLE.length) {
      annotated |= is(at, VISIBLE);
    }
  }

  private boolean is(int at, byte[] text) {
    if (file[at] != UTF8 || u2(at + 1) != text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (file[at + 3 + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("deprecation") // see text
  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    text.getBytes(0, bytes.length, bytes, 0);
    return bytes;
  }
}
