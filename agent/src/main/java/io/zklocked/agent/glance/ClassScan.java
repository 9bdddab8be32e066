package io.zklocked.agent.glance;

import io.zklocked.agent.rule.TypeHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads as much of a class file as a search for annotations needs: the constant pool, and behind it
 * the annotations of the methods. It is plain loops over bytes on purpose: it runs for each class
 * that is loaded, in the midst of loading, where anything richer could load classes itself.
 * Confined to one thread.
 */
final class ClassScan {

  private static final byte[] VISIBLE = WantedNames.ascii("RuntimeVisibleAnnotations");
  private static final int UTF8 = 1;
  private static final int DYNAMIC_CALL = 18;

  private final byte[] file;
  private final WantedNames names;
  private int[] offsets = new int[0];
  private int end;
  private boolean wanted;
  private boolean annotated;

  private ClassScan(byte[] file, WantedNames names) {
    this.file = file;
    this.names = names;
  }

  /**
   * Walks the constant pool.
   *
   * @return the scan, or null if these bytes are no class file that can be read
   */
  static @Nullable ClassScan of(byte[] file, WantedNames names) {
    ClassScan scan = new ClassScan(file, names);
    try {
      return scan.walkPool() ? scan : null;
    } catch (ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }

  /** Whether the pool names an annotation that is looked for. */
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

  /** Whether an entry begins so. */
  boolean startsWith(int utf8, byte[] text) {
    int at = offsets[utf8];
    return u2(at + 1) >= text.length && WantedNames.isAt(file, at + 3, text);
  }

  /** The text of an entry. */
  String text(int utf8) {
    int at = offsets[utf8] + 3;
    int behind = at + u2(at - 2);
    char[] text = new char[behind - at];
    int length = 0;
    while (at < behind) {
      int first = u1(at++);
      if (first >= 0xe0) {
        int second = u1(at++);
        text[length++] = (char) ((first & 0x0f) << 12 | (second & 0x3f) << 6 | (u1(at++) & 0x3f));
      } else if (first >= 0xc0) {
        text[length++] = (char) ((first & 0x1f) << 6 | (u1(at++) & 0x3f));
      } else {
        text[length++] = (char) first;
      }
    }
    return new String(text, 0, length);
  }

  /** The internal name of the class. */
  String name() {
    return type(end + 2);
  }

  /** The class and what it names as its super types. */
  TypeHeader header() {
    int superAt = end + 4;
    int count = u2(end + 6);
    List<String> interfaces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      interfaces.add(type(end + 8 + 2 * i));
    }
    return new TypeHeader(name(), u2(superAt) == 0 ? null : type(superAt), interfaces);
  }

  /** The names and types of its call sites, of which some make lambdas; one after the other. */
  List<String> sites() {
    List<String> sites = new ArrayList<>(4);
    for (int i = 1; i < offsets.length; i++) {
      int at = offsets[i];
      if (at != 0 && file[at] == DYNAMIC_CALL) {
        int nameAndType = offsets[u2(at + 3)];
        sites.add(text(u2(nameAndType + 1)));
        sites.add(text(u2(nameAndType + 3)));
      }
    }
    return sites;
  }

  private String type(int at) {
    return text(u2(offsets[u2(at)] + 1));
  }

  private boolean walkPool() {
    if (file.length < 24 || u4(0) != 0xcafebabe) {
      return false;
    }
    byte[] file = this.file; // interpreted for the first classes, where each field and call counts
    long lengths = names.lengths() | 1L << VISIBLE.length;
    int count = u2(8);
    int[] offsets = new int[count];
    this.offsets = offsets;
    int at = 10;
    for (int i = 1; i < count; i++) {
      offsets[i] = at;
      switch (file[at]) {
        case UTF8 -> {
          int length = (file[at + 1] & 0xff) << 8 | (file[at + 2] & 0xff);
          if ((lengths >>> length & 1) != 0) {
            look(at, length);
          }
          at += 3 + length;
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
        case 5, 6 -> {
          at += 9;
          i++;
        }
        case 7, 8, 16, 19, 20 -> at += 3;
        case 15 -> at += 4;
        default -> {
          // Of a Java to come: the weaver refuses what it cannot read.
          wanted |= anywhere(at);
          return wanted;
        }
      }
    }
    end = at;
    return true;
  }

  /** Whether an annotation that is looked for is named somewhere in what cannot be read. */
  private boolean anywhere(int from) {
    for (int at = from; at + 3 <= file.length; at++) {
      int length = u2(at + 1);
      if (file[at] == UTF8
          && at + 3 + length <= file.length
          && names.contain(file, at + 3, length)) {
        return true;
      }
    }
    return false;
  }

  private void look(int at, int length) {
    wanted |= names.contain(file, at + 3, length);
    if (length == VISIBLE.length) {
      annotated |= is(at, VISIBLE);
    }
  }

  private boolean is(int at, byte[] text) {
    return file[at] == UTF8 && u2(at + 1) == text.length && WantedNames.isAt(file, at + 3, text);
  }
}
